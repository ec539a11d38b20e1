import type { IncompleteReason } from "@/domain/portfolio";

/** Why a total does not tell everything, for people. */
export const INCOMPLETE_TEXTS = {
  mixed_currency_account:
    "An account holds positions in more than one currency, so the cash in it cannot be told and is not counted.",
  balance_below_positions:
    "An account's balance is below the value of its positions. The gap is not counted as negative cash.",
  unknown_currency: "An account's balance came without a currency, so cash in it cannot be told for certain.",
  unknown_account_type:
    "An account that holds positions is not an investment account by its type. Its positions are counted, its balance is not.",
  account_inactive:
    "An account was missing from the brokerage's last answer. Its positions are counted as last seen, its cash is not.",
} as const satisfies Record<IncompleteReason, string>;
