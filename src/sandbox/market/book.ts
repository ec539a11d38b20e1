import { Exact, toCents } from "@/sandbox/market/exact";
import type { Entry } from "@/sandbox/market/ledger";

/** `cost` is the total paid for what is still held; of a short position, what its sale brought, negative. */
export type Position = { quantity: Exact; cost: Exact };

/** Positions by catalogue key, and cash; a position sold whole is gone. */
export type Book = { positions: Map<string, Position>; cash: Exact };

const NONE: Position = { quantity: new Exact(0), cost: new Exact(0) };

/** A copy that changes apart from the original. */
export function copyBook(book: Book): Book {
  return { positions: new Map(book.positions), cash: book.cash };
}

/** Books an entry: cash falls by its amount; what makes a position smaller takes its share of the cost with it. */
export function applyEntry(book: Book, entry: Entry): void {
  book.cash = book.cash.minus(entry.amount);
  if (entry.securityKey === null || entry.quantity.isZero()) return;
  const before = book.positions.get(entry.securityKey) ?? NONE;
  const quantity = before.quantity.plus(entry.quantity);
  if (quantity.isZero()) {
    book.positions.delete(entry.securityKey);
    return;
  }
  const isSmaller = before.quantity.times(entry.quantity).isNegative() && !before.quantity.isZero();
  const cost = isSmaller
    ? toCents(before.cost.times(quantity).div(before.quantity))
    : before.cost.plus(entry.basis ?? entry.amount);
  book.positions.set(entry.securityKey, { quantity, cost });
}
