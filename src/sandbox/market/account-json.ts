import { isoDate, MINUTE_MS } from "@/sandbox/clock";
import { type JsonObject, type RawJson, rawNumber } from "@/sandbox/json";
import { cashKey } from "@/sandbox/market/cash-securities";
import { Exact, toCents } from "@/sandbox/market/exact";
import { unvestedAt } from "@/sandbox/market/grants";
import type { Entry, Ledger } from "@/sandbox/market/ledger";
import { priceAt } from "@/sandbox/market/prices";
import type { Currency } from "@/sandbox/market/security-profile";
import { lotJson, lotsOf } from "@/sandbox/market/tax-lots";
import type { AccountPlan } from "@/sandbox/personas/plan";

export type LedgerAccount = { plan: AccountPlan; accountId: string; ledger: Ledger };

const ZERO = new Exact(0);

function digits(value: Exact): RawJson {
  return rawNumber(value.toFixed());
}

type Shown = { key: string; quantity: Exact; cost: Exact; vested: Exact | null; lots: JsonObject[] };

/** The positions that an account shows: those of its book, and shares that are granted and not yet the owner's. */
function shownPositions(seed: string, { plan, ledger }: LedgerAccount, instantMs: number): Shown[] {
  const { positions } = ledger.bookAt(instantMs);
  if (plan.grants === null) {
    return [...positions].map(([key, { quantity, cost }]) => ({ key, quantity, cost, vested: null, lots: [] }));
  }
  const entries = ledger.entriesUntil(instantMs);
  return [...positions].map(([key, { quantity, cost }]) => {
    const price = priceAt(seed, key, instantMs);
    const lots = lotsOf(entries, key).map((lot) => lotJson(lot, price));
    const isGranted = key === plan.grants?.key;
    const unvested = isGranted ? unvestedAt(plan.grants, entries, instantMs) : ZERO;
    return { key, quantity: quantity.plus(unvested), cost, vested: isGranted ? quantity : null, lots };
  });
}

/** The holdings of an account at an instant; cash is among them where the account lists it as a holding. */
export function holdingsOf(
  seed: string,
  account: LedgerAccount,
  instantMs: number,
): { key: string; json: JsonObject }[] {
  const { plan, ledger } = account;
  const { cash } = ledger.bookAt(instantMs);
  const instant = new Date(instantMs - (instantMs % MINUTE_MS));
  const row = ({ key, quantity, cost, vested, lots }: Shown): { key: string; json: JsonObject } => {
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
        vested_quantity: vested && digits(vested),
        vested_value: vested && digits(toCents(vested.times(price))),
        tax_lots: lots,
      },
    };
  };
  const rows = shownPositions(seed, account, instantMs).map(row);
  const showsCash = plan.cashShownAs === "holding" && !cash.isZero();
  return showsCash
    ? [...rows, row({ key: cashKey(plan.currency), quantity: cash, cost: cash, vested: null, lots: [] })]
    : rows;
}

/** An account at an instant: `current` is the sum of its positions' values plus its cash, less what was borrowed; `available` the cash. */
export function accountJson(seed: string, account: LedgerAccount, instantMs: number): JsonObject {
  const { plan, accountId, ledger } = account;
  const { cash } = ledger.bookAt(instantMs);
  let current = cash;
  for (const { key, quantity } of shownPositions(seed, account, instantMs)) {
    current = current.plus(toCents(quantity.times(priceAt(seed, key, instantMs))));
  }
  return {
    account_id: accountId,
    balances: {
      available: digits(Exact.max(cash, 0)),
      current: digits(current),
      limit: null,
      iso_currency_code: plan.currency.iso,
      unofficial_currency_code: plan.currency.unofficial,
      margin_loan_amount: cash.isNegative() ? digits(cash.abs()) : null,
    },
    mask: plan.mask,
    name: plan.name,
    official_name: plan.officialName,
    type: plan.type,
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
