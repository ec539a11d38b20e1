import { accountText } from "@/components/holdings/holding-texts";
import { currencyCode } from "@/components/money";
import type { SnapshotRow } from "@/contracts/security";
import { writeCsv } from "@/domain/csv";

type Column = readonly [head: string, read: (row: SnapshotRow) => string | null];

const COLUMNS: readonly Column[] = [
  ["Brokerage", (row) => row.institutionName],
  ["Account", accountText],
  ["Valid from", (row) => row.validFrom],
  ["Valid to (exclusive)", (row) => row.validTo],
  ["Currency", (row) => currencyCode(row.currency)],
  ["Quantity", (row) => row.quantity],
  ["Price", (row) => row.price],
  ["Value", (row) => row.value],
  ["Cost basis", (row) => row.costBasis],
];

/** Snapshots as CSV, one line each in the given order, with every digit that is stored; what is unknown is empty. */
export function snapshotsCsv(rows: readonly SnapshotRow[]): string {
  return writeCsv([COLUMNS.map(([head]) => head), ...rows.map((row) => COLUMNS.map(([, read]) => read(row)))]);
}
