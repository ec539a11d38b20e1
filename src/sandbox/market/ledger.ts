import type { Book } from "@/sandbox/market/book";
import type { Exact } from "@/sandbox/market/exact";

/** One event on an account. Signs are Plaid's: `amount` > 0 = money out, `quantity` < 0 = sold. */
export type Entry = {
  /** Unique and constant within the account. */
  ref: string;
  atMs: number;
  type: "buy" | "sell" | "cash" | "fee" | "transfer";
  subtype: string;
  name: string;
  securityKey: string | null;
  quantity: Exact;
  price: Exact;
  amount: Exact;
  fees: Exact;
  /** What the shares count as having cost, where that is not the amount: those that came without being paid for. */
  basis?: Exact;
};

/** The whole history of an account; both answers depend on the instant alone, not on earlier calls. */
export type Ledger = {
  /** Entries up to and at the instant, oldest first. */
  entriesUntil(instantMs: number): readonly Entry[];
  /** Positions and cash after those entries. */
  bookAt(instantMs: number): Book;
};

/** How many of `entries` (oldest first) lie at or before an instant. */
export function countUntil(entries: readonly Entry[], instantMs: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle];
    if (entry !== undefined && entry.atMs <= instantMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
