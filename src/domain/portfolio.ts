import { type Currency, currencyKey, isSameCurrency } from "./currency";
import { Decimal, sumDecimals, ZERO } from "./decimal";
import type { Account, Holding } from "./entities";

/** A position as a portfolio counts it. Cash has no cost that could be known or missing. */
export type Position = Holding & { readonly isCash: boolean };

/** An account with its positions. */
export type PortfolioAccount = {
  readonly account: Account;
  readonly isActive: boolean;
  readonly positions: readonly Position[];
};

/** Why a total does not tell everything. */
export type IncompleteReason =
  | "mixed_currency_account"
  | "balance_below_positions"
  | "unknown_currency"
  | "account_inactive";

/** Cash of one account that its balance holds beside its positions, or why it cannot be derived. */
export type DerivedCash = { readonly amount: Decimal; readonly incomplete: IncompleteReason | null };

/** All that is owned in one currency. Fractions are of 1. */
export type CurrencyTotal = {
  readonly currency: Currency;
  readonly positions: Decimal;
  readonly derivedCash: Decimal;
  readonly total: Decimal;
  readonly incomplete: readonly IncompleteReason[];
  readonly unrealizedGain: Decimal | null;
  readonly unrealizedGainFraction: Decimal | null;
  readonly basisCoverage: Decimal | null;
  readonly missingBasisCount: number;
};

const MIN_CASH = new Decimal("0.01");
const CASH_TOLERANCE = new Decimal("0.0001");

/** Whether balances and positions of the account are investments. Source: Plaid's account types; `brokerage` is its old name. */
export function isInvestmentAccount(account: { readonly type: string }): boolean {
  return account.type === "investment" || account.type === "brokerage";
}

/** The cost basis when it is one: null is unknown, and so is zero or less on a long position. */
export function knownCostBasis(position: Holding): Decimal | null {
  if (position.costBasis === null) return null;
  return position.quantity.isPositive() && !position.quantity.isZero() && position.costBasis.lte(0)
    ? null
    : position.costBasis;
}

/**
 * Unrealised gain in the position's currency; null when the basis is unknown.
 * Long: value − basis. Short: basis holds the proceeds, gain = |basis| − |value|.
 */
export function unrealizedGain(position: Holding): Decimal | null {
  const basis = knownCostBasis(position);
  if (basis === null) return null;
  return position.quantity.isNegative()
    ? basis.abs().minus(position.institutionValue.abs())
    : position.institutionValue.minus(basis);
}

/** `part ÷ whole`, null when `whole` is zero. */
export function fractionOf(part: Decimal, whole: Decimal): Decimal | null {
  return whole.isZero() ? null : part.div(whole);
}

/**
 * `balanceCurrent − Σ institutionValue`, in the account's currency. Small rests (≤ 0.01 or 0.01 % of the balance) are rounding;
 * a negative rest is a gap, never negative cash. Unknown, hence zero and incomplete, when a position has another currency.
 */
export function derivedCash({ account, positions, isActive }: PortfolioAccount): DerivedCash {
  if (!isActive) return { amount: ZERO, incomplete: positions.length > 0 ? "account_inactive" : null };
  if (account.balanceCurrent === null) return { amount: ZERO, incomplete: null };
  if (currencyKey(account) === "unknown") return { amount: ZERO, incomplete: "unknown_currency" };
  if (positions.some((position) => !isSameCurrency(position, account))) {
    return { amount: ZERO, incomplete: "mixed_currency_account" };
  }
  const rest = account.balanceCurrent.minus(sumDecimals(positions.map((position) => position.institutionValue)));
  if (rest.abs().lte(Decimal.max(MIN_CASH, account.balanceCurrent.abs().times(CASH_TOLERANCE)))) {
    return { amount: ZERO, incomplete: null };
  }
  return rest.isNegative()
    ? { amount: ZERO, incomplete: "balance_below_positions" }
    : { amount: rest, incomplete: null };
}

/** Totals by currency, largest first; amounts of different currencies are never added. Accounts that are no investments are left out. */
export function totalsByCurrency(accounts: readonly PortfolioAccount[]): CurrencyTotal[] {
  const groups = new Map<
    string,
    { currency: Currency; positions: Position[]; cash: Decimal; reasons: Set<IncompleteReason> }
  >();
  const groupOf = (currency: Currency) => {
    const key = currencyKey(currency);
    const group = groups.get(key) ?? { currency, positions: [], cash: ZERO, reasons: new Set() };
    groups.set(key, group);
    return group;
  };
  for (const entry of accounts) {
    if (!isInvestmentAccount(entry.account)) continue;
    for (const position of entry.positions) groupOf(position).positions.push(position);
    const cash = derivedCash(entry);
    if (cash.amount.isZero() && cash.incomplete === null) continue;
    const group = groupOf(entry.account);
    group.cash = group.cash.plus(cash.amount);
    if (cash.incomplete) group.reasons.add(cash.incomplete);
  }
  return [...groups.values()]
    .map(({ currency, positions, cash, reasons }) => toTotal(currency, positions, cash, [...reasons]))
    .sort((a, b) => b.total.cmp(a.total));
}

function toTotal(
  currency: Currency,
  rows: readonly Position[],
  cash: Decimal,
  incomplete: IncompleteReason[],
): CurrencyTotal {
  const invested = rows.filter((row) => !row.isCash);
  const known = invested.filter((row) => knownCostBasis(row) !== null);
  const positions = sumDecimals(rows.map((row) => row.institutionValue));
  const gain = sumDecimals(known.map((row) => unrealizedGain(row) ?? ZERO));
  const basis = sumDecimals(known.map((row) => knownCostBasis(row)?.abs() ?? ZERO));
  const absolute = (list: readonly Holding[]) => sumDecimals(list.map((row) => row.institutionValue.abs()));
  return {
    currency: { isoCurrencyCode: currency.isoCurrencyCode, unofficialCurrencyCode: currency.unofficialCurrencyCode },
    positions,
    derivedCash: cash,
    total: positions.plus(cash),
    incomplete,
    unrealizedGain: known.length > 0 ? gain : null,
    unrealizedGainFraction: known.length > 0 ? fractionOf(gain, basis) : null,
    basisCoverage: fractionOf(absolute(known), absolute(invested)),
    missingBasisCount: invested.length - known.length,
  };
}
