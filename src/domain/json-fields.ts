import { type CalendarDate, parseCalendarDate } from "./calendar-date";
import { type Decimal, parseDecimal } from "./decimal";
import type { Json } from "./entities";

/*
 * Fields of JSON that is kept as Plaid sent it. What is absent, of another kind or not readable is null: nothing in it was
 * checked when it was stored.
 */

export function fieldIn(json: Json | undefined, name: string): Json {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return null;
  return (json as { readonly [key: string]: Json })[name] ?? null;
}

export function textIn(json: Json | undefined, name: string): string | null {
  const field = fieldIn(json, name);
  return typeof field === "string" && field !== "" ? field : null;
}

export function decimalIn(json: Json | undefined, name: string): Decimal | null {
  const text = textIn(json, name);
  try {
    return text === null ? null : parseDecimal(text);
  } catch {
    return null;
  }
}

/** The date that a date or an instant is written with, whatever zone it names. */
export function dateIn(json: Json | undefined, name: string): CalendarDate | null {
  return parseCalendarDate(textIn(json, name)?.slice(0, "2026-01-31".length) ?? "");
}
