import type { ColumnDef, SortingFn } from "@tanstack/react-table";
import type { HoldingRow } from "@/contracts/portfolio";
import { compareDecimalText } from "./compare-decimal";

const byDecimal: SortingFn<HoldingRow> = (a, b, column) =>
  compareDecimalText(a.getValue<string>(column), b.getValue<string>(column));
const byText: SortingFn<HoldingRow> = (a, b, column) =>
  a.getValue<string>(column).localeCompare(b.getValue<string>(column), "en", { sensitivity: "base", numeric: true });

export const COLUMN_LABELS = {
  security: "Security",
  account: "Account",
  quantity: "Quantity",
  price: "Price",
  value: "Value",
  weight: "Weight",
  costBasis: "Cost basis",
  gain: "Gain",
  gainPercent: "Gain %",
} as const;
export type ColumnId = keyof typeof COLUMN_LABELS;
export const COLUMN_IDS = Object.keys(COLUMN_LABELS) as ColumnId[];

export const isTextColumn = (id: string) => id === "security" || id === "account";

// Unknown figures are `undefined` here: the table keeps those last whichever way it sorts.
const READ: Record<ColumnId, (row: HoldingRow) => string | undefined> = {
  security: (row) => row.tickerSymbol ?? row.name,
  account: (row) => `${row.institutionName ?? ""} ${row.accountName}`,
  quantity: (row) => row.quantity ?? undefined,
  price: (row) => row.price ?? undefined,
  value: (row) => row.value,
  weight: (row) => row.weight ?? undefined,
  costBasis: (row) => row.costBasis ?? undefined,
  gain: (row) => row.gain ?? undefined,
  gainPercent: (row) => row.gainFraction ?? undefined,
};

export const HOLDING_COLUMNS: ColumnDef<HoldingRow>[] = COLUMN_IDS.map((id) => ({
  id,
  accessorFn: READ[id],
  header: COLUMN_LABELS[id],
  sortingFn: isTextColumn(id) ? byText : byDecimal,
  sortDescFirst: !isTextColumn(id),
  sortUndefined: "last",
}));
