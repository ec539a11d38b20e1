import type { HoldingRow } from "@/contracts/portfolio";

export const holdingKey = (row: HoldingRow) =>
  `${row.kind} ${row.itemId} ${row.accountId} ${row.securityId} ${row.currency.isoCurrencyCode} ${row.currency.unofficialCurrencyCode}`;

/** `Brokerage ••1234`. */
export function accountText({ accountName, accountMask }: Pick<HoldingRow, "accountName" | "accountMask">): string {
  return accountMask === null ? accountName : `${accountName} ••${accountMask}`;
}

/** What stands below the headline of a row: the name when the ticker leads, and the kind of security. */
export function securityDetail(row: HoldingRow): string {
  if (row.kind === "derived_cash") return "Cash beside the positions";
  const name = row.tickerSymbol === null ? null : row.name;
  return [name, row.securityType].filter(Boolean).join(" · ") || "Type unknown";
}
