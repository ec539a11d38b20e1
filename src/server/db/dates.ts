import type { CalendarDate } from "@/domain/calendar-date";

/** The form in which Prisma takes and gives a DATE: midnight UTC of that day. */
export function toDateColumn(date: CalendarDate): Date {
  return new Date(`${date}T00:00:00Z`);
}

export function fromDateColumn(date: Date): CalendarDate {
  return date.toISOString().slice(0, 10) as CalendarDate;
}
