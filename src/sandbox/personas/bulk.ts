import { DAY_MS } from "@/sandbox/clock";
import { applyEntry, type Book } from "@/sandbox/market/book";
import { securityProfile } from "@/sandbox/market/catalogue";
import { Exact, toCents } from "@/sandbox/market/exact";
import { countUntil, type Entry, type Ledger } from "@/sandbox/market/ledger";
import { priceAt } from "@/sandbox/market/prices";
import { PLAIN_BROKERAGE } from "@/sandbox/personas/plain-brokerage";
import type { AccountPlan } from "@/sandbox/personas/plan";

export type BulkSize = { holdings: number; transactions: number };

/** A long history at the full two years that Plaid shows. */
const HISTORY_USERNAME = "user_history";
const HISTORY_SIZE: BulkSize = { holdings: 40, transactions: 12_345 };
const MOST_HOLDINGS = 20_000;
const MOST_TRANSACTIONS = 200_000;
const SPREAD_MS = 700 * DAY_MS;

/** Reads `user_bulk_<holdings>_<transactions>` and `user_history`; null for any other username or an unreasonable size. */
export function bulkSizeOf(username: string): BulkSize | null {
  if (username === HISTORY_USERNAME) return HISTORY_SIZE;
  const [, holdings, transactions] = /^user_bulk_(\d{1,6})_(\d{1,6})$/.exec(username) ?? [];
  const size = { holdings: Number(holdings), transactions: Number(transactions) };
  return size.holdings >= 1 && size.holdings <= MOST_HOLDINGS && size.transactions <= MOST_TRANSACTIONS ? size : null;
}

/** How the one account of a bulk login looks. */
export function bulkPlan({ holdings }: BulkSize): AccountPlan {
  const [individual] = PLAIN_BROKERAGE.accounts;
  if (individual === undefined) throw new Error("The plain brokerage has no account");
  const opening = Array.from(
    { length: holdings },
    (_, place) => [`BULK:${place + 1}`, `${10 + (place % 90)}.5`] as const,
  );
  return {
    ...individual,
    key: "bulk",
    name: "Bulk Account",
    officialName: "Bulk Test Account",
    mask: "9999",
    opening,
    openingCash: "1000000000",
  };
}

function tradeOf(seed: string, size: BulkSize, step: number, atMs: number): Entry {
  const key = `BULK:${(step % size.holdings) + 1}`;
  const isBuy = Math.floor(step / size.holdings) % 2 === 0;
  const price = priceAt(seed, key, atMs);
  const quantity = new Exact(isBuy ? "1.25" : "-1.25");
  const amount = toCents(quantity.times(price));
  const type = isBuy ? "buy" : "sell";
  const name = `${type.toUpperCase()} ${securityProfile(key).name}`;
  return {
    ref: `${step}`,
    atMs,
    type,
    subtype: type,
    name,
    securityKey: key,
    quantity,
    price,
    amount,
    fees: new Exact(0),
  };
}

/**
 * Exactly the asked number of holdings and of transactions. The transactions lie evenly over the 700 days before
 * `linkedAtMs`; nothing but prices changes after it.
 */
export function bulkLedger(seed: string, size: BulkSize, linkedAtMs: number): Ledger {
  const lastMs = Math.floor(linkedAtMs / DAY_MS) * DAY_MS - DAY_MS / 2;
  const spacing = SPREAD_MS / Math.max(1, size.transactions);
  const entries = Array.from({ length: size.transactions }, (_, step) =>
    tradeOf(seed, size, step, Math.floor(lastMs - (size.transactions - 1 - step) * spacing)),
  );
  const books = new Map<number, Book>();

  function bookAfter(count: number): Book {
    const positions: Book["positions"] = new Map();
    for (const [key, quantity] of bulkPlan(size).opening) {
      const held = new Exact(quantity);
      positions.set(key, { quantity: held, cost: toCents(held.times(securityProfile(key).basePrice)) });
    }
    const book = { positions, cash: new Exact("1000000000") };
    for (const entry of entries.slice(0, count)) applyEntry(book, entry);
    return book;
  }

  return {
    entriesUntil: (instantMs) => entries.slice(0, countUntil(entries, instantMs)),
    bookAt(instantMs) {
      const count = countUntil(entries, instantMs);
      const book = books.get(count) ?? bookAfter(count);
      books.clear();
      books.set(count, book);
      return book;
    },
  };
}
