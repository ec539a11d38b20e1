import type { ActivityRow } from "@/contracts/activity";
import type { ActivityStatus } from "@/domain/activity";
import type { TransactionClass } from "@/domain/transaction-class";

export const KIND_TEXTS = {
  trade: "Trade",
  income: "Income",
  reinvestment: "Reinvestment",
  external_flow: "Deposit or withdrawal",
  fee: "Fee",
  tax: "Tax",
  corporate_action: "Corporate action",
  return_of_capital: "Return of capital",
  loan: "Loan",
  pending: "Pending",
  cancel: "Cancellation",
  unknown: "Other",
} as const satisfies Record<TransactionClass, string>;

export const STATUS_TEXTS = { live: "Live", cancelled: "Cancelled", withdrawn: "Withdrawn" } as const satisfies Record<
  ActivityStatus,
  string
>;

/** What a status that is not `live` means, for whoever points at it. */
export const STATUS_HINTS = {
  cancelled: "Taken back by the brokerage",
  withdrawn: "The brokerage shows it no more; it counts no more",
} as const satisfies Record<Exclude<ActivityStatus, "live">, string>;

export const activityKey = ({ itemId, transactionId }: ActivityRow) => `${itemId} ${transactionId}`;

/** `Brokerage ••1234`. */
export function activityAccountText({ accountName, accountMask }: ActivityRow): string {
  const name = accountName ?? "Account";
  return accountMask === null ? name : `${name} ••${accountMask}`;
}

/** What leads a row: the security, or the institution's own text where there is none. */
export function activityTitle({ tickerSymbol, securityName, name }: ActivityRow): string {
  return tickerSymbol ?? securityName ?? name;
}

/** `Plaid: cash, dividend`. */
export function plaidKindText({ type, subtype }: ActivityRow): string {
  return `Plaid: ${[type, subtype].filter(Boolean).join(", ")}`;
}

/** A row, and whether it is the first and the last of its date. */
export type ActivityLine = { row: ActivityRow; isFirstOfDay: boolean; isLastOfDay: boolean };

/**
 * Rows by date, in their order, each once: a transaction whose date was corrected between two pages may stand on both of them.
 */
export function toLines(rows: readonly ActivityRow[]): ActivityLine[] {
  const first = new Map(rows.toReversed().map((row) => [activityKey(row), row]));
  const once = rows.filter((row) => first.get(activityKey(row)) === row);
  return once.map((row, index) => ({
    row,
    isFirstOfDay: once[index - 1]?.date !== row.date,
    isLastOfDay: once[index + 1]?.date !== row.date,
  }));
}
