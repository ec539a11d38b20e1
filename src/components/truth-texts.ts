import type { TruthReason } from "@/domain/truth";
import { formatCalendarDate } from "./date";

/** Why a figure is not exact, for people. */
export function truthText(reason: TruthReason): string {
  switch (reason.kind) {
    case "missing_basis": {
      const { missing, of } = reason;
      return `The cost basis of ${missing} of ${of} ${of === 1 ? "position" : "positions"} is unknown. ${missing === 1 ? "It is" : "They are"} left out, not counted as zero.`;
    }
    case "joined_since":
      return `Left out, for there is nothing earlier to compare with: ${reason.names.join(", ")}.`;
    case "carried":
      return `Not refreshed since before ${formatCalendarDate(reason.since)} and counted as unchanged: ${reason.names.join(", ")}.`;
    default:
      return TEXTS[reason.kind];
  }
}

const TEXTS = {
  mixed_currency_account:
    "An account holds positions in more than one currency, so the cash in it cannot be told and is not counted.",
  balance_below_positions:
    "An account's balance is below the value of its positions. The gap is not counted as negative cash.",
  unknown_currency: "An account's balance came without a currency, so cash in it cannot be told for certain.",
  unknown_account_type:
    "An account that holds positions is not an investment account by its type. Its positions are counted, its balance is not.",
  account_inactive:
    "An account was missing from the brokerage's last answer. Its positions are counted as last seen, its cash is not.",
  no_currency: "The brokerage named no currency, so the amount cannot be compared with any other.",
  last_seen: "An account was missing from the brokerage's last answer. Its figures are the last ones that were seen.",
  unvested_shares: "The value counts shares that have not vested. The cost basis may not, so the gain is an estimate.",
} as const satisfies Record<Exclude<TruthReason, { names: unknown } | { missing: unknown }>["kind"], string>;
