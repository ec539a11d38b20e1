import { CalendarDay } from "@/components/date";
import { Nothing } from "@/components/nothing";
import { type CalendarDate, daysBetween } from "@/domain/calendar-date";
import { daysText } from "./security-texts";

/** A price of Friday is as new as can be until Tuesday after a long weekend. */
const OLD_DAYS = 4;

/** The date that a price is of, and how old that is when no weekend explains it. */
export function PriceAge({ date, today }: { date: string | null; today: string }) {
  if (date === null) return <Nothing />;
  const days = daysBetween(date as CalendarDate, today as CalendarDate);
  return (
    <span className="text-xs font-normal whitespace-nowrap text-muted">
      <CalendarDay date={date} />
      {days > OLD_DAYS && <span className="ml-1.5 font-medium text-warn">{daysText(days)} old</span>}
    </span>
  );
}
