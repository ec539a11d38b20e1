import { currencyCode } from "@/components/money";
import type { ActivityRow } from "@/contracts/activity";
import { writeCsv } from "@/domain/csv";
import { activityAccountText, KIND_TEXTS, STATUS_TEXTS } from "./activity-texts";

type Column = readonly [head: string, read: (row: ActivityRow) => string | null];

const COLUMNS: readonly Column[] = [
  ["Date", (row) => row.date],
  ["Brokerage", (row) => row.institutionName],
  ["Account", activityAccountText],
  ["Kind", (row) => KIND_TEXTS[row.kind]],
  ["Type", (row) => row.type],
  ["Subtype", (row) => row.subtype],
  ["Ticker", (row) => row.tickerSymbol],
  ["Security", (row) => row.securityName],
  ["Text", (row) => row.name],
  ["Currency", (row) => currencyCode(row.currency)],
  ["Quantity", (row) => row.quantity],
  ["Price", (row) => row.price],
  ["Fees", (row) => row.fees],
  ["Amount (money in is positive)", (row) => row.cashChange],
  ["Status", (row) => STATUS_TEXTS[row.status]],
];

/** Transactions as CSV, one line each in the given order, with every digit that is stored; what is unknown is empty. */
export function activityCsv(rows: readonly ActivityRow[]): string {
  return writeCsv([COLUMNS.map(([head]) => head), ...rows.map((row) => COLUMNS.map(([, read]) => read(row)))]);
}
