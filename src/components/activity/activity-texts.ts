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

export type ActivityDay = { date: string; rows: ActivityRow[] };

/**
 * Rows by date, in their order, each once: a transaction whose date was corrected between two pages may stand on both of them.
 */
export function groupByDay(rows: readonly ActivityRow[]): ActivityDay[] {
  const seen = new Set<string>();
  const days: ActivityDay[] = [];
  for (const row of rows) {
    const key = activityKey(row);
    if (seen.has(key)) continue;
    seen.add(key);
    const day = days.at(-1);
    if (day?.date === row.date) day.rows.push(row);
    else days.push({ date: row.date, rows: [row] });
  }
  return days;
}
