import { accountText } from "@/components/holdings/holding-texts";
import { currencyCode } from "@/components/money";
import type { SecurityPosition, TaxLotRow } from "@/contracts/security";
import { writeCsv } from "@/domain/csv";

type Column = readonly [head: string, read: (lot: TaxLotRow, position: SecurityPosition) => string | null];

const COLUMNS: readonly Column[] = [
  ["Brokerage", (_lot, position) => position.institutionName],
  ["Account", (_lot, position) => accountText(position)],
  ["Currency", (_lot, position) => currencyCode(position.currency)],
  ["Lot", (lot) => lot.lotId],
  ["Purchased", (lot) => lot.purchasedOn],
  ["Side", (lot) => (lot.isShort ? "short" : "long")],
  ["Quantity", (lot) => lot.quantity],
  ["Price", (lot) => lot.price],
  ["Cost basis", (lot) => lot.costBasis],
  ["Value", (lot) => lot.value],
  ["Gain", (lot) => lot.gain],
  ["Term", (lot) => lot.term],
  ["Days until long-term", (lot) => (lot.daysUntilLongTerm === null ? null : String(lot.daysUntilLongTerm))],
];

/** The lots of all positions as CSV, with every digit that is stored; what is unknown is empty. */
export function lotsCsv(positions: readonly SecurityPosition[]): string {
  const lines = positions.flatMap((position) =>
    (position.lots?.rows ?? []).map((lot) => COLUMNS.map(([, read]) => read(lot, position))),
  );
  return writeCsv([COLUMNS.map(([head]) => head), ...lines]);
}
