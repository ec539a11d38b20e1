import { DAY_MS } from "@/sandbox/clock";
import { applyEntry, type Book } from "@/sandbox/market/book";
import { securityProfile } from "@/sandbox/market/catalogue";
import { Exact, toCents } from "@/sandbox/market/exact";
import { countUntil, type Entry, type Ledger } from "@/sandbox/market/ledger";
import { planLedger } from "@/sandbox/market/plan-ledger";
import { priceAt } from "@/sandbox/market/prices";
import { CHECKING } from "@/sandbox/personas/plain-accounts";
import { PLAIN_BROKERAGE } from "@/sandbox/personas/plain-brokerage";
import type { AccountPlan } from "@/sandbox/personas/plan";

export type BulkSize = { holdings: number; transactions: number };

/** A long history at the full two years that Plaid shows. */
const HISTORY_USERNAME = "user_history";
const HISTORY_SIZE: BulkSize = { holdings: 40, transactions: 12_345 };
const MOST_HOLDINGS = 20_000;
const MOST_TRANSACTIONS = 200_000;
const SPREAD_MS = 700 * DAY_MS;

/**
 * Reads `user_bulk_<holdings>_<transactions>`, with `_<accounts>` behind it if they lie in several, and `user_history`: the size
 * of each investment account. Null for any other username or an unreasonable size.
 */
export function bulkSizesOf(username: string): readonly BulkSize[] | null {
  if (username === HISTORY_USERNAME) return [HISTORY_SIZE];
  const [, ...numbers] = /^user_bulk_(\d{1,6})_(\d{1,6})(?:_(\d{1,2}))?$/.exec(username) ?? [];
  const [holdings = 0, transactions = 0, accounts = 1] = numbers.filter((text) => text !== undefined).map(Number);
  const isReasonable = holdings <= MOST_HOLDINGS && transactions <= MOST_TRANSACTIONS;
  if (!isReasonable || accounts < 1 || holdings < accounts) return null;
  return Array.from({ length: accounts }, (_, place) => ({
    holdings: shareOf(holdings, accounts, place),
    transactions: shareOf(transactions, accounts, place),
  }));
}

/** What falls to one of `parts` when a whole is dealt out in turn. */
function shareOf(whole: number, parts: number, place: number): number {
  return Math.floor(whole / parts) + (place < whole % parts ? 1 : 0);
}

/** How an account of a bulk login looks. */
function bulkPlan({ holdings }: BulkSize, place: number): AccountPlan {
  const [individual] = PLAIN_BROKERAGE.accounts;
  if (individual === undefined) throw new Error("The plain brokerage has no account");
  const opening = Array.from(
    { length: holdings },
    (_, position) => [`BULK:${position + 1}`, `${10 + (position % 90)}.5`] as const,
  );
  return {
    ...individual,
    key: place === 0 ? "bulk" : `bulk-${place + 1}`,
    name: place === 0 ? "Bulk Account" : `Bulk Account ${place + 1}`,
    officialName: "Bulk Test Account",
    mask: String(9999 - place),
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
function bulkLedger(seed: string, size: BulkSize, plan: AccountPlan, linkedAtMs: number): Ledger {
  const lastMs = Math.floor(linkedAtMs / DAY_MS) * DAY_MS - DAY_MS / 2;
  const spacing = SPREAD_MS / Math.max(1, size.transactions);
  const entries = Array.from({ length: size.transactions }, (_, step) =>
    tradeOf(seed, size, step, Math.floor(lastMs - (size.transactions - 1 - step) * spacing)),
  );
  const books = new Map<number, Book>();

  function bookAfter(count: number): Book {
    const positions: Book["positions"] = new Map();
    for (const [key, quantity] of plan.opening) {
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

/** The accounts of a bulk login: several have a checking account beside them, as at most brokerages. */
export function bulkAccounts(
  seed: string,
  sizes: readonly BulkSize[],
  linkedAtMs: number,
): readonly { plan: AccountPlan; ledger: Ledger }[] {
  const accounts = sizes.map((size, place) => {
    const plan = bulkPlan(size, place);
    return { plan, ledger: bulkLedger(seed, size, plan, linkedAtMs) };
  });
  const checking = { plan: CHECKING, ledger: planLedger(seed, "bulk", CHECKING) };
  return sizes.length > 1 ? [...accounts, checking] : accounts;
}
