import { formatCalendarDate } from "@/components/date";
import { securityTypeText } from "@/components/holdings/holding-texts";
import type { BondFacts, PastPosition, SecurityDetail, SecurityFacts, SecurityPosition } from "@/contracts/security";

/** What leads: the ticker, but of an option, whose symbol nobody can read, its name. */
export function titleOf({
  security: { tickerSymbol, name },
  option,
}: Pick<SecurityDetail, "security" | "option">): string {
  return option === null ? (tickerSymbol ?? name) : name;
}

/** What stands below the title. */
export function subtitleOf(detail: Pick<SecurityDetail, "security" | "option">): string {
  const { tickerSymbol, name } = detail.security;
  const other = titleOf(detail) === name ? tickerSymbol : name;
  return [other !== titleOf(detail) && other, kindText(detail.security)].filter(Boolean).join(" · ");
}

/** `Equity · common stock`. */
export function kindText({ type, subtype }: Pick<SecurityFacts, "type" | "subtype">): string {
  const text = securityTypeText({ kind: "position", securityType: type });
  const isOwnText = subtype !== null && subtype !== type;
  return [text, isOwnText && subtype].filter(Boolean).join(" · ");
}

export const positionKey = ({ itemId, accountId }: Pick<SecurityPosition, "itemId" | "accountId">) =>
  `${itemId} ${accountId}`;

/** `3 days`, `1 day`. */
export function daysText(days: number): string {
  return `${days} ${days === 1 ? "day" : "days"}`;
}

/** How long it is from today to a date: `in 3 days`, `today`, `2 days ago`. */
export function untilText(days: number): string {
  if (days === 0) return "today";
  return days > 0 ? `in ${daysText(days)}` : `${daysText(-days)} ago`;
}

/** What Plaid's rate of a bond is a rate of. */
export function rateText({ rateType }: BondFacts): string {
  if (rateType === "coupon") return "Coupon";
  if (rateType === "coupon_equivalent") return "Coupon-equivalent yield";
  return rateType === "discount" ? "Discount rate" : "Yield";
}

/** When a security that is not held now was held, as far as anybody knows. */
export function pastText({ lastSaleOn, heldUntil, lastTransactionOn }: PastPosition): string {
  if (lastSaleOn) return `Sold on ${formatCalendarDate(lastSaleOn)}`;
  if (heldUntil) return `Not held since ${formatCalendarDate(heldUntil)}`;
  return lastTransactionOn ? `Not held; last transaction on ${formatCalendarDate(lastTransactionOn)}` : "Not held";
}
