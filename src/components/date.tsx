"use client";

import { useNow, useTimeZone } from "@/client/time";
import { calendarDateIn } from "@/domain/calendar-date";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const RELATIVE_DAYS = 30;

/** By time zone: making a format takes far longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "short",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
    });
  formats.set(timeZone, format);
  return format;
}

/** Parts by name, joined by ourselves: the text that Intl joins differs between Node and browsers. */
function partsOf(instant: Date, timeZone: string): Record<string, string> {
  return Object.fromEntries(
    formatIn(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
}

/** `22 Nov 2026, 22:36` as clocks in `timeZone` show it. */
export function formatInstant(iso: string, timeZone: string): string {
  const { day, month, year, hour, minute } = partsOf(new Date(iso), timeZone);
  return `${day} ${month} ${year}, ${hour}:${minute}`;
}

/** `14:05` today, with its date on any other day. */
export function formatClockTime(iso: string, nowMs: number, timeZone: string): string {
  const text = formatInstant(iso, timeZone);
  const [day, time] = text.split(", ");
  return day === formatInstant(new Date(nowMs).toISOString(), timeZone).split(", ")[0] ? (time ?? text) : text;
}

/** A calendar date (`2026-11-22`) as `22 Nov 2026`; it has no zone. */
export function formatCalendarDate(date: string): string {
  const { day, month, year } = partsOf(new Date(`${date}T00:00:00Z`), "UTC");
  return `${day} ${month} ${year}`;
}

/** A calendar date for an axis: `22 Nov`, or where months are told `Nov`, and the year in place of January. */
export function formatAxisDate(date: string, unit: "day" | "month"): string {
  const { day, month, year } = partsOf(new Date(`${date}T00:00:00Z`), "UTC");
  if (unit === "day") return `${day} ${month}`;
  return (date.slice(5, 7) === "01" ? year : month) ?? date;
}

/** `4 min ago`, `in 2 h`; what lies a month away or more is told by its date. */
export function formatRelative(iso: string, nowMs: number, timeZone: string): string {
  const distance = nowMs - Date.parse(iso);
  const size = Math.abs(distance);
  if (size >= RELATIVE_DAYS * DAY_MS) return formatInstant(iso, timeZone);
  if (size < MINUTE_MS) return "just now";
  const [count, unit] =
    size < HOUR_MS
      ? [Math.floor(size / MINUTE_MS), "min"]
      : size < DAY_MS
        ? [Math.floor(size / HOUR_MS), "h"]
        : [Math.floor(size / DAY_MS), Math.floor(size / DAY_MS) === 1 ? "day" : "days"];
  return distance >= 0 ? `${count} ${unit} ago` : `in ${count} ${unit}`;
}

/** `0.4 s`, `12 s`, `3 min 5 s`. */
export function formatDuration(ms: number): string {
  const tenths = Math.round(Math.max(0, ms) / 100);
  if (tenths === 0) return "under 0.1 s";
  if (tenths < 100) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(tenths / 10);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

type InstantProps = { iso: string; className?: string };

/** An instant in the words of its caller; the whole of it shows when it is pointed at. */
function Time({ iso, className, children }: InstantProps & { children: string }) {
  const timeZone = useTimeZone();
  return (
    <time dateTime={iso} title={`${formatInstant(iso, timeZone)} (${timeZone})`} className={className}>
      {children}
    </time>
  );
}

export function Instant(props: InstantProps) {
  return <Time {...props}>{formatInstant(props.iso, useTimeZone())}</Time>;
}

export function ClockTime(props: InstantProps) {
  return <Time {...props}>{formatClockTime(props.iso, useNow(), useTimeZone())}</Time>;
}

export function RelativeInstant(props: InstantProps) {
  return <Time {...props}>{formatRelative(props.iso, useNow(), useTimeZone())}</Time>;
}

/** How long it is until an instant to come: `in less than a minute`, `in 5 min`. */
export function TimeUntil({ iso }: { iso: string }) {
  const timeZone = useTimeZone();
  const nowMs = useNow();
  const isSoon = Date.parse(iso) - nowMs < MINUTE_MS;
  return <Time iso={iso}>{isSoon ? "in less than a minute" : formatRelative(iso, nowMs, timeZone)}</Time>;
}

export function CalendarDay({ date, className }: { date: string; className?: string }) {
  return (
    <time dateTime={date} className={className}>
      {formatCalendarDate(date)}
    </time>
  );
}

/** How long ago a calendar date was: `today`, `yesterday`, `3 days ago`; what lies a month back or more is told by its date. */
export function formatAge(date: string, today: string): string {
  const days = Math.round((Date.parse(today) - Date.parse(date)) / DAY_MS);
  if (days < 0 || days >= RELATIVE_DAYS) return formatCalendarDate(date);
  return days === 0 ? "today" : days === 1 ? "yesterday" : `${days} days ago`;
}

/** A calendar date by its age. */
export function CalendarAge({ date, className }: { date: string; className?: string }) {
  const today = calendarDateIn(useTimeZone(), new Date(useNow()));
  return (
    <time dateTime={date} title={formatCalendarDate(date)} className={className}>
      {formatAge(date, today)}
    </time>
  );
}
