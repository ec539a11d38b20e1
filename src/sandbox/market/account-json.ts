import { isoDate, MINUTE_MS } from "@/sandbox/clock";
import { type JsonObject, type RawJson, rawNumber } from "@/sandbox/json";
import type { Book } from "@/sandbox/market/book";
import { cashKey } from "@/sandbox/market/cash-securities";
import { Exact, toCents } from "@/sandbox/market/exact";
import type { Entry } from "@/sandbox/market/ledger";
import { priceAt } from "@/sandbox/market/prices";
import type { Currency } from "@/sandbox/market/security-profile";
import type { AccountPlan } from "@/sandbox/personas/plan";

function digits(value: Exact): RawJson {
  return rawNumber(value.toFixed());
}

/** The holdings of an account at an instant; cash is among them where the account lists it as a holding. */
export function holdingsOf(
  seed: string,
  plan: AccountPlan,
  book: Book,
  instantMs: number,
): { key: string; json: JsonObject }[] {
  const instant = new Date(instantMs - (instantMs % MINUTE_MS));
  const row = (key: string, quantity: Exact, cost: Exact): { key: string; json: JsonObject } => {
    const price = priceAt(seed, key, instantMs);
    return {
      key,
      json: {
        institution_price: digits(price),
        institution_price_as_of: isoDate(instantMs),
        institution_price_datetime: instant.toISOString(),
        institution_value: digits(toCents(quantity.times(price))),
        cost_basis: digits(cost),
        quantity: digits(quantity),
        iso_currency_code: plan.currency.iso,
        unofficial_currency_code: plan.currency.unofficial,
        vested_quantity: null,
        vested_value: null,
        tax_lots: [],
      },
    };
  };
  const rows = [...book.positions].map(([key, { quantity, cost }]) => row(key, quantity, cost));
  const showsCash = plan.cashShownAs === "holding" && !book.cash.isZero();
  return showsCash ? [...rows, row(cashKey(plan.currency), book.cash, book.cash)] : rows;
}

/** An account at an instant: `current` is the sum of its positions' values plus its cash, `available` the cash. */
export function accountJson(
  seed: string,
  plan: AccountPlan,
  accountId: string,
  book: Book,
  instantMs: number,
): JsonObject {
  let current = book.cash;
  for (const [key, { quantity }] of book.positions) {
    current = current.plus(toCents(quantity.times(priceAt(seed, key, instantMs))));
  }
  return {
    account_id: accountId,
    balances: {
      available: digits(Exact.max(book.cash, 0)),
      current: digits(current),
      limit: null,
      iso_currency_code: plan.currency.iso,
      unofficial_currency_code: plan.currency.unofficial,
      margin_loan_amount: null,
    },
    mask: plan.mask,
    name: plan.name,
    official_name: plan.officialName,
    type: "investment",
    subtype: plan.subtype,
    holder_category: "personal",
  };
}

/** A ledger entry as one of Plaid's investment transactions. */
export function entryJson(
  entry: Entry,
  ids: { id: string; accountId: string; securityId: string | null; currency: Currency },
): JsonObject {
  return {
    investment_transaction_id: ids.id,
    cancel_transaction_id: null,
    account_id: ids.accountId,
    security_id: ids.securityId,
    date: isoDate(entry.atMs),
    transaction_datetime: new Date(entry.atMs).toISOString(),
    name: entry.name,
    quantity: digits(entry.quantity),
    amount: digits(entry.amount),
    price: digits(entry.price),
    fees: digits(entry.fees),
    type: entry.type,
    subtype: entry.subtype,
    iso_currency_code: ids.currency.iso,
    unofficial_currency_code: ids.currency.unofficial,
  };
}
