import type { HoldingGroup } from "@/contracts/holdings";
import type { HoldingRow } from "@/contracts/portfolio";
import type { HoldingGrouping } from "@/domain/holding-list";

export const holdingKey = (row: HoldingRow) =>
  `${row.kind} ${row.itemId} ${row.accountId} ${row.securityId} ${row.currency.isoCurrencyCode} ${row.currency.unofficialCurrencyCode}`;

/** `Brokerage ••1234`. */
export function accountText({ accountName, accountMask }: Pick<HoldingRow, "accountName" | "accountMask">): string {
  return accountMask === null ? accountName : `${accountName} ••${accountMask}`;
}

/** What leads a row: the ticker, or the name where there is none. */
export function holdingTitle(row: HoldingRow): string {
  return row.kind === "derived_cash" ? row.name : (row.tickerSymbol ?? row.name);
}

/** What stands below the headline of a row: the security's name, when the ticker leads; null where the name itself does. */
export function securityDetail(row: HoldingRow): string | null {
  if (row.kind === "derived_cash")
    return row.value.startsWith("-") ? "Borrowed against the positions" : "Balance beyond the positions";
  return row.tickerSymbol === null ? null : row.name;
}

/** Plaid's type of security as people write it; null for cash beside the positions. */
export function securityTypeText({ kind, securityType }: Pick<HoldingRow, "kind" | "securityType">): string | null {
  if (kind === "derived_cash") return null;
  if (securityType === null) return "Type unknown";
  return typeText(securityType);
}

/** One of Plaid's types, or `unknown`. */
export function typeText(securityType: string): string {
  if (securityType === "unknown") return "Type unknown";
  return securityType === "etf" ? "ETF" : securityType.charAt(0).toUpperCase() + securityType.slice(1);
}

export const countText = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "holding" : "holdings"}`;

/** What a group is called. Cash beside positions has no type, and is no security. */
export function groupText({ label }: Pick<HoldingGroup, "label">, grouping: HoldingGrouping): string {
  if (label === "") return "Cash beside positions";
  return grouping === "type" ? typeText(label) : label;
}
