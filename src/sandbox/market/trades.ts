import type { Book } from "@/sandbox/market/book";
import { securityProfile } from "@/sandbox/market/catalogue";
import { Exact, toCents } from "@/sandbox/market/exact";
import type { Entry } from "@/sandbox/market/ledger";
import { priceAt } from "@/sandbox/market/prices";
import type { AccountPlan } from "@/sandbox/personas/plan";

/** An entry before it has its place in the ledger. */
export type Draft = Omit<Entry, "ref" | "atMs">;
export type Trader = { seed: string; plan: AccountPlan; book: Book };

const ZERO = new Exact(0);

/** Money in or out without a security; `amount` > 0 = out. */
export function cashEntry(type: "cash" | "fee", subtype: string, name: string, amount: Exact): Draft {
  return { type, subtype, name, securityKey: null, quantity: ZERO, price: ZERO, amount, fees: ZERO };
}

/** Buys for at most `budget` of the cash there is, commission included; nothing when that buys nothing. */
export function purchase(trader: Trader, key: string, budget: string, atMs: number, subtype: string): Draft[] {
  const { quantityDecimals, name } = securityProfile(key);
  const price = priceAt(trader.seed, key, atMs);
  const fees = new Exact(trader.plan.commission);
  const spend = Exact.min(budget, trader.book.cash).minus(fees);
  const quantity = spend.div(price).toDecimalPlaces(quantityDecimals, Exact.ROUND_DOWN);
  if (quantity.lessThanOrEqualTo(0)) return [];
  const amount = quantity.times(price).toDecimalPlaces(2, Exact.ROUND_DOWN).plus(fees);
  return [{ type: "buy", subtype, name: `BUY ${name}`, securityKey: key, quantity, price, amount, fees }];
}

/** Sells a quantity, cut to the security's places; nothing when that leaves nothing to sell. */
export function sale(trader: Trader, key: string, quantity: Exact, atMs: number): Draft[] {
  const { quantityDecimals, name } = securityProfile(key);
  const sold = quantity.toDecimalPlaces(quantityDecimals, Exact.ROUND_DOWN);
  if (sold.lessThanOrEqualTo(0)) return [];
  const price = priceAt(trader.seed, key, atMs);
  const fees = new Exact(trader.plan.commission);
  const amount = fees.minus(toCents(sold.times(price)));
  return [
    {
      type: "sell",
      subtype: "sell",
      name: `SELL ${name}`,
      securityKey: key,
      quantity: sold.negated(),
      price,
      amount,
      fees,
    },
  ];
}

/** The month's dividends: a third of the positions pays each month, one quarter of the yearly yield. */
export function dividendEntries(trader: Trader & { index: number }, atMs: number): Draft[] {
  const drafts: Draft[] = [];
  for (const [place, [key, { quantity }]] of [...trader.book.positions].entries()) {
    const { dividendYield, name, type } = securityProfile(key);
    if (dividendYield === 0 || place % 3 !== trader.index % 3) continue;
    const price = priceAt(trader.seed, key, atMs);
    const paid = toCents(quantity.times(price).times(dividendYield).div(4));
    if (paid.isZero()) continue;
    const [subtype, word] = type === "fixed income" ? ["interest", "INTEREST"] : ["dividend", "DIVIDEND"];
    drafts.push({ ...cashEntry("cash", subtype, `${word} ${name}`, paid.negated()), securityKey: key });
    if (trader.plan.reinvestsDividends) drafts.push(...reinvestment(key, paid, price));
  }
  return drafts;
}

function reinvestment(key: string, paid: Exact, price: Exact): Draft[] {
  const { quantityDecimals, name } = securityProfile(key);
  const quantity = paid.div(price).toDecimalPlaces(quantityDecimals, Exact.ROUND_DOWN);
  if (quantity.isZero()) return [];
  const about = { name: `REINVEST ${name}`, securityKey: key, fees: ZERO };
  return [{ ...about, type: "buy", subtype: "dividend reinvestment", quantity, price, amount: paid }];
}

/** Opens a short position, or closes one; options are quoted by the share. */
export function shortTrade(trader: Trader, key: string, shares: string, atMs: number, side: "open" | "close"): Draft[] {
  const price = priceAt(trader.seed, key, atMs);
  const fees = new Exact(trader.plan.commission);
  const gross = toCents(price.times(shares));
  const about = { securityKey: key, price, fees };
  const { name } = securityProfile(key);
  return side === "open"
    ? [
        {
          ...about,
          type: "sell",
          subtype: "sell short",
          name: `SELL SHORT ${name}`,
          quantity: new Exact(shares).negated(),
          amount: fees.minus(gross),
        },
      ]
    : [
        {
          ...about,
          type: "buy",
          subtype: "buy to cover",
          name: `BUY TO COVER ${name}`,
          quantity: new Exact(shares),
          amount: gross.plus(fees),
        },
      ];
}

/** Shares that come from an employer: nothing is paid, and their price of the day is what they count as having cost. */
export function vesting(trader: Trader, key: string, shares: Exact, atMs: number): Draft[] {
  if (shares.isZero()) return [];
  const price = priceAt(trader.seed, key, atMs);
  const about = { securityKey: key, name: `VESTED ${securityProfile(key).name}`, fees: ZERO };
  return [
    {
      ...about,
      type: "transfer",
      subtype: "transfer",
      quantity: shares,
      price,
      amount: ZERO,
      basis: toCents(shares.times(price)),
    },
  ];
}
