import type { IncompleteReason } from "@/contracts/portfolio";

/** Why a total does not tell everything, for people. */
export const INCOMPLETE_TEXTS = {
  mixed_currency_account:
    "An account holds positions in more than one currency, so the cash in it cannot be told and is not counted.",
  balance_below_positions:
    "An account's balance is below the value of its positions. The gap is not counted as negative cash.",
  unknown_currency: "Some positions came without a currency; they are totalled apart.",
  account_inactive: "An account was missing from the brokerage's last answer. It is counted as it was last seen.",
} as const satisfies Record<IncompleteReason, string>;
