import { currencyCode } from "@/components/money";
import type { HoldingListRow } from "@/contracts/holdings";
import { writeCsv } from "@/domain/csv";
import type { HoldingColumn } from "@/domain/holding-list";
import { accountText } from "./holding-texts";

type Field = readonly [head: string, read: (row: HoldingListRow) => string | null];

/** What the cells of a column hold, apart. The currency is always there: an amount means nothing without it. */
const FIELDS: Record<Exclude<HoldingColumn, "currency">, readonly Field[]> = {
  security: [
    ["Ticker", (row) => row.tickerSymbol],
    ["Name", (row) => row.name],
    ["Type", (row) => row.securityType],
  ],
  account: [
    ["Brokerage", (row) => row.institutionName],
    ["Account", accountText],
  ],
  quantity: [["Quantity", (row) => row.quantity]],
  price: [
    ["Price", (row) => row.price],
    ["Price as of", (row) => row.priceAsOf],
  ],
  value: [["Value", (row) => row.value]],
  weight: [["Weight (fraction)", (row) => row.weight]],
  costBasis: [["Cost basis", (row) => row.costBasis]],
  gain: [["Gain", (row) => row.gain]],
  gainPercent: [["Gain (fraction)", (row) => row.gainFraction]],
  dayChange: [
    ["Day change", (row) => row.dayChange],
    ["Day change since", (row) => row.previousDate],
  ],
};
const CURRENCY: Field = ["Currency", (row) => currencyCode(row.currency)];

/** Holdings as CSV, one line each in the given order, with every digit that is stored; what is unknown is empty. */
export function holdingsCsv(rows: readonly HoldingListRow[], columns: readonly HoldingColumn[]): string {
  const isWords = (column: HoldingColumn) => column === "security" || column === "account";
  const fields = (list: readonly HoldingColumn[]) =>
    list.flatMap((column) => (column === "currency" ? [] : FIELDS[column]));
  const shown = [...fields(columns.filter(isWords)), CURRENCY, ...fields(columns.filter((column) => !isWords(column)))];
  return writeCsv([shown.map(([head]) => head), ...rows.map((row) => shown.map(([, read]) => read(row)))]);
}
