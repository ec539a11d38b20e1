import type { HoldingRow } from "@/contracts/portfolio";

/** Whether every word of `query` occurs in what is shown of the row: ticker, name, type, account, institution or currency. */
export function matchesHolding(row: HoldingRow, query: string): boolean {
  const { currency } = row;
  const shown = [
    row.tickerSymbol,
    row.name,
    row.securityType,
    row.accountName,
    row.accountMask,
    row.institutionName,
    currency.isoCurrencyCode,
    currency.unofficialCurrencyCode,
  ];
  const text = shown.filter(Boolean).join(" ").toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
