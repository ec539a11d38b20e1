import { MINUTE_MS } from "@/sandbox/clock";
import { applyEntry, type Book, copyBook, type Position } from "@/sandbox/market/book";
import { Exact, toCents } from "@/sandbox/market/exact";
import { countUntil, type Entry, type Ledger } from "@/sandbox/market/ledger";
import { type MonthContext, monthSteps } from "@/sandbox/market/month-steps";
import { priceAt } from "@/sandbox/market/prices";
import type { AccountPlan } from "@/sandbox/personas/plan";

const FIRST_YEAR = 2020;
const HISTORY_START_MS = Date.UTC(FIRST_YEAR, 0, 1);

function openingBook(seed: string, plan: AccountPlan): Book {
  const positions = new Map<string, Position>();
  for (const [key, quantity] of plan.opening) {
    const held = new Exact(quantity);
    positions.set(key, { quantity: held, cost: toCents(held.times(priceAt(seed, key, HISTORY_START_MS))) });
  }
  return { positions, cash: new Exact(plan.openingCash) };
}

function monthIndexOf(instantMs: number): number {
  const date = new Date(instantMs);
  return (date.getUTCFullYear() - FIRST_YEAR) * 12 + date.getUTCMonth();
}

/**
 * The life of an account as its plan and the market's prices shape it, from January 2020 on; before that it stands still.
 * Months are worked out once, in order, and kept: how far was asked before never changes an answer.
 */
export function planLedger(seed: string, login: string, plan: AccountPlan): Ledger {
  const entries: Entry[] = [];
  const months: { book: Book; firstEntry: number }[] = [];
  const running = openingBook(seed, plan);
  const opening = copyBook(running);

  function addMonth(): void {
    const index = months.length;
    months.push({ book: copyBook(running), firstEntry: entries.length });
    const context: MonthContext = { seed, login, plan, index, book: running };
    for (const { atMs, make } of monthSteps(context, Date.UTC(FIRST_YEAR, index, 1))) {
      for (const [order, draft] of make(atMs).entries()) {
        const entry = { ...draft, ref: `${index}.${entries.length}`, atMs: atMs + order * MINUTE_MS };
        applyEntry(running, entry);
        entries.push(entry);
      }
    }
  }

  function extendTo(instantMs: number): void {
    const wanted = monthIndexOf(instantMs);
    while (months.length <= wanted) addMonth();
  }

  return {
    entriesUntil(instantMs) {
      extendTo(instantMs);
      return entries.slice(0, countUntil(entries, instantMs));
    },
    bookAt(instantMs) {
      extendTo(instantMs);
      const month = months[monthIndexOf(instantMs)];
      if (month === undefined) return opening;
      const book = copyBook(month.book);
      for (const entry of entries.slice(month.firstEntry, countUntil(entries, instantMs))) applyEntry(book, entry);
      return book;
    },
  };
}
