import type { ActivityPosition } from "@/domain/activity";
import { parseCalendarDate } from "@/domain/calendar-date";
import { type InvestmentTransactionId, type ItemId, isIdentifier } from "@/domain/ids";

/** A position in the list of transactions as opaque text. */
export function toCursor({ date, itemId, investmentTransactionId }: ActivityPosition): string {
  return Buffer.from([date, itemId, investmentTransactionId].join("\n")).toString("base64url");
}

/** The position that `toCursor` wrote; null for any other text. */
export function parseCursor(cursor: string): ActivityPosition | null {
  const parts = Buffer.from(cursor, "base64url").toString().split("\n");
  const [day = "", itemId = "", id = ""] = parts;
  const date = parseCalendarDate(day);
  if (parts.length !== 3 || !date || !isIdentifier(itemId) || !isIdentifier(id)) return null;
  return { date, itemId: itemId as ItemId, investmentTransactionId: id as InvestmentTransactionId };
}
