import { type CalendarDate, parseCalendarDate } from "@/domain/calendar-date";
import type { Currency } from "@/domain/currency";
import { type Decimal, fitsNumeric, parseDecimal } from "@/domain/decimal";
import { AnswerError } from "./answer-error";

type Optional<T> = T | null | undefined;

const JSON_NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Digits that fit NUMERIC(38,18) by their mere length: nearly all, and this is far cheaper to see than to compute. */
const FITS_AS_WRITTEN = /^-?\d{1,20}(?:\.\d{1,18})?$/;
const MAX_NUMBER_CHARS = 1_000;

/**
 * Reads the text of a number exactly.
 * Errors: AnswerError `unrepresentable_number` when the columns cannot hold it as it stands, `bad_answer` when it is no number.
 */
export function toDecimal(text: string, field: string): Decimal {
  if (FITS_AS_WRITTEN.test(text)) return parseDecimal(text);
  if (!JSON_NUMBER.test(text)) throw new AnswerError("bad_answer", field);
  const exponent = /[eE][+-]?0*(\d+)$/.exec(text)?.[1] ?? "";
  if (text.length > MAX_NUMBER_CHARS || exponent.length > 4) throw new AnswerError("unrepresentable_number", field);
  const value = parseDecimal(text);
  if (!fitsNumeric(value)) throw new AnswerError("unrepresentable_number", field);
  return value;
}

export function toDecimalOrNull(text: Optional<string>, field: string): Decimal | null {
  return text === null || text === undefined ? null : toDecimal(text, field);
}

/** Errors: AnswerError `bad_answer` when this is no calendar date. */
export function toDate(text: string, field: string): CalendarDate {
  const date = parseCalendarDate(text);
  if (date === null) throw new AnswerError("bad_answer", field);
  return date;
}

export function toDateOrNull(text: Optional<string>): CalendarDate | null {
  return text ? parseCalendarDate(text) : null;
}

/** An instant as ISO 8601 with a zone; without one it would mean another instant on each machine, and counts as unknown. */
export function toInstantOrNull(text: Optional<string>): Date | null {
  if (!text || !/^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/i.test(text)) return null;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

/** Errors: AnswerError `bad_answer`. */
export function toInstant(text: string, field: string): Date {
  const instant = toInstantOrNull(text);
  if (instant === null) throw new AnswerError("bad_answer", field);
  return instant;
}

type CurrencyWire = { iso_currency_code?: Optional<string>; unofficial_currency_code?: Optional<string> };

export function toCurrency(wire: Optional<CurrencyWire>): Currency {
  return {
    isoCurrencyCode: wire?.iso_currency_code || null,
    unofficialCurrencyCode: wire?.unofficial_currency_code || null,
  };
}
