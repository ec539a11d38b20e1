import * as z from "zod";
import { parseCalendarDate } from "@/domain/calendar-date";
import type { DateRange } from "@/domain/date-range";
import { isIdentifier } from "@/domain/ids";
import { toShownName } from "@/domain/shown-text";

/** A text that `read` can make something of. */
export const refined = (read: (text: string) => string | null) =>
  z.string().transform((text, ctx) => {
    const value = read(text);
    if (value !== null) return value;
    ctx.addIssue({ code: "custom", message: "invalid" });
    return z.NEVER;
  });

/** An opaque identifier; a safe integer is taken as its decimal string. */
export const externalId = z.union([z.string(), z.int()]).transform(String).refine(isIdentifier);

/** What somebody calls something of their own. */
export const shownName = refined(toShownName);

/** A text that we are given, as it may stand in a column: well-formed Unicode, without NUL. */
export const givenText = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .refine((text) => !/\0|\p{Surrogate}/u.test(text));

/** A real calendar date of years 1900–9999. */
export const calendarDate = z.string().transform((text, context) => {
  const date = parseCalendarDate(text);
  if (date) return date;
  context.addIssue({ code: "custom" });
  return z.NEVER;
});

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== "";

/**
 * Reads `start_date` and `end_date` of an object: null when either is absent, whatever the other one holds.
 * Errors, as issues: INVALID_DATES, DATES_OUT_OF_ORDER.
 */
export function readWindow(
  fields: { start_date?: unknown; end_date?: unknown },
  context: z.RefinementCtx,
): DateRange | null {
  if (!isGiven(fields.start_date) || !isGiven(fields.end_date)) return null;
  const [startDate, endDate] = [fields.start_date, fields.end_date].map((value) =>
    typeof value === "string" ? parseCalendarDate(value) : null,
  );
  if (!startDate || !endDate) {
    context.addIssue({ code: "custom", params: { code: "INVALID_DATES" } });
    return z.NEVER;
  }
  if (startDate > endDate) {
    context.addIssue({ code: "custom", params: { code: "DATES_OUT_OF_ORDER" } });
    return z.NEVER;
  }
  return { startDate, endDate };
}

/** Counts of Plaid's answer, changed or not. */
export const refreshCounts = z.strictObject({
  securities: z.int().nonnegative(),
  holdings: z.int().nonnegative(),
  investment_transactions: z.int().nonnegative(),
});

export const dateRange = z.strictObject({ start_date: z.iso.date(), end_date: z.iso.date() });
