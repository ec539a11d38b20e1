import type { DecimalText } from "@/contracts/money";

/** Making a format takes a hundred times as long as using it, and a list has many cells. */
const formats = new Map<string, Intl.NumberFormat>();

/** An exact number for the eye, with a true minus sign. */
export function formatNumber(exact: DecimalText, options: Intl.NumberFormatOptions): string {
  const key = JSON.stringify(options);
  const format = formats.get(key) ?? new Intl.NumberFormat("en", options);
  formats.set(key, format);
  return format.format(exact as `${number}`).replace("-", "−");
}
