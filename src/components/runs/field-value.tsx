"use client";

import { useAmountVisibility } from "@/client/amount-visibility";
import { CalendarDay, Instant } from "@/components/date";
import { HiddenAmount } from "@/components/hidden-amount";
import { cn } from "@/components/ui/class-names";

const DECIMAL = /^-?\d+(?:\.\d+)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T/;
// All digits, grouped: what changed may be the last of them.
const EXACT = new Intl.NumberFormat("en", { maximumFractionDigits: 20 });

/** A field's value before or after a change, by the form of its text. */
export function FieldValue({ value, isPast = false }: { value: string | null; isPast?: boolean }) {
  const { isHidden } = useAmountVisibility();
  const style = cn("min-w-0 break-words", isPast ? "text-muted" : "font-medium");
  if (value === null) return <span className="text-muted">none</span>;
  if (DECIMAL.test(value)) {
    return isHidden ? (
      <HiddenAmount />
    ) : (
      <span className={style}>{EXACT.format(value as `${number}`).replace("-", "−")}</span>
    );
  }
  if (DATE.test(value)) return <CalendarDay date={value} className={style} />;
  if (INSTANT.test(value) && !Number.isNaN(Date.parse(value))) return <Instant iso={value} className={style} />;
  return <span className={style}>{value}</span>;
}
