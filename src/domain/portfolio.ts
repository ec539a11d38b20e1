import { type Currency, currencyKey, currencyOfKey, isSameCurrency } from "./currency";
import { Decimal, sumDecimals, ZERO } from "./decimal";
import type { Account, Holding } from "./entities";

/** A position as a portfolio counts it. Cash has no cost that could be known or missing. */
export type Position = Holding & { readonly isCash: boolean };

/** What an account is worth, by whatever parts: its positions, or sums of them. */
export type ValuedAccount = {
  readonly account: Account;
  readonly isActive: boolean;
  readonly positions: readonly (Currency & Pick<Holding, "institutionValue">)[];
};

/** What the figures of positions in one currency are made of. Cash counts in `count` and `institutionValue` alone. */
export type PositionSums = Currency & {
  readonly count: number;
  readonly institutionValue: Decimal;
  readonly investedCount: number;
  /** Σ|value|. */
  readonly investedSize: Decimal;
  /** Over those whose basis is known, as are the three that follow: Σ|value|, Σ|basis|, Σ gain. */
  readonly knownCount: number;
  readonly knownSize: Decimal;
  readonly knownBasis: Decimal;
  readonly knownGain: Decimal;
};

/** An account with the sums of its positions, in whatever parts. */
export type SummedAccount = {
  readonly account: Account;
  readonly isActive: boolean;
  readonly positions: readonly PositionSums[];
};

/** Why a total does not tell everything. */
export type IncompleteReason =
  | "mixed_currency_account"
  | "balance_below_positions"
  | "unknown_currency"
  | "unknown_account_type"
  | "account_inactive";

/** Cash of one account that its balance holds beside its positions (negative: a margin loan), or why it cannot be derived. */
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

/** Whether the balance of the account is the value of investments. Source: Plaid's account types; `brokerage` is its old name. */
function isInvestmentAccount(account: Account): boolean {
  return account.type === "investment" || account.type === "brokerage";
}

/** Whether an account belongs to the portfolio: by its type, or because it holds positions, whatever it is called. */
export function isCounted({ account, positions }: ValuedAccount): boolean {
  return isInvestmentAccount(account) || positions.length > 0;
}

/** The cost basis when it is one: null is unknown, and so is zero or less on a long position. */
export function knownCostBasis(position: Holding): Decimal | null {
  if (position.costBasis === null) return null;
  return position.quantity.isPositive() && !position.quantity.isZero() && position.costBasis.lte(0)
    ? null
    : position.costBasis;
}

/**
 * Unrealized gain in the position's currency; null when the basis is unknown.
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
 * a negative rest is the margin loan where the account has one of that amount, else a gap, never negative cash. Where it cannot be told it is zero and incomplete: the balance of an account that
 * is no longer shown is not current, that of one of another type than investment may mean anything, and one in another or an
 * unknown currency cannot be compared with the positions. A balance in an unknown currency beside no positions is cash in that.
 */
export function derivedCash({ account, positions, isActive }: ValuedAccount): DerivedCash {
  const balance = account.balanceCurrent;
  if (!isActive)
    return notDerived(positions.length > 0 || (balance !== null && !balance.isZero()) ? "account_inactive" : null);
  if (!isInvestmentAccount(account)) return notDerived("unknown_account_type");
  if (balance === null) return notDerived(null);
  const isUnknown = currencyKey(account) === "unknown";
  if (isUnknown && positions.length > 0) return notDerived("unknown_currency");
  if (positions.some((position) => !isSameCurrency(position, account))) return notDerived("mixed_currency_account");
  const rest = balance.minus(sumDecimals(positions.map((position) => position.institutionValue)));
  const tolerance = Decimal.max(MIN_CASH, balance.abs().times(CASH_TOLERANCE));
  if (rest.abs().lte(tolerance)) return notDerived(null);
  if (rest.isNegative() && !account.marginLoanAmount?.plus(rest).abs().lte(tolerance))
    return notDerived("balance_below_positions");
  return { amount: rest, incomplete: isUnknown ? "unknown_currency" : null };
}

const notDerived = (incomplete: IncompleteReason | null): DerivedCash => ({ amount: ZERO, incomplete });

/** A position as the sums of it alone. */
export function sumsOf(position: Position): PositionSums {
  const { isoCurrencyCode, unofficialCurrencyCode, institutionValue, isCash } = position;
  const size = isCash ? ZERO : institutionValue.abs();
  const basis = isCash ? null : knownCostBasis(position);
  return {
    ...{ isoCurrencyCode, unofficialCurrencyCode, count: 1, institutionValue },
    ...{ investedCount: isCash ? 0 : 1, investedSize: size },
    ...{ knownCount: basis ? 1 : 0, knownSize: basis ? size : ZERO, knownBasis: basis?.abs() ?? ZERO },
    knownGain: (basis && unrealizedGain(position)) ?? ZERO,
  };
}

/** What cash beside positions adds to sums of them. */
export function sumsOfCash({ isoCurrencyCode, unofficialCurrencyCode }: Currency, amount: Decimal): PositionSums {
  const none = {
    investedCount: 0,
    investedSize: ZERO,
    knownCount: 0,
    knownSize: ZERO,
    knownBasis: ZERO,
    knownGain: ZERO,
  };
  return { isoCurrencyCode, unofficialCurrencyCode, count: 1, institutionValue: amount, ...none };
}

/** The sums of several of one currency. */
export function addSums(currency: Currency, rows: readonly PositionSums[]): PositionSums {
  return {
    isoCurrencyCode: currency.isoCurrencyCode,
    unofficialCurrencyCode: currency.unofficialCurrencyCode,
    ...{ count: count(rows, "count"), institutionValue: sum(rows, "institutionValue") },
    ...{ investedCount: count(rows, "investedCount"), investedSize: sum(rows, "investedSize") },
    ...{ knownCount: count(rows, "knownCount"), knownSize: sum(rows, "knownSize") },
    ...{ knownBasis: sum(rows, "knownBasis"), knownGain: sum(rows, "knownGain") },
  };
}

/** The gain of positions in one currency, over those whose basis is known, and what part of them that is; null when none is. */
export function sumGains(rows: readonly PositionSums[]) {
  const [known, missing] = [count(rows, "knownCount"), count(rows, "investedCount") - count(rows, "knownCount")];
  const [gain, basis] = [sum(rows, "knownGain"), sum(rows, "knownBasis")];
  return {
    costBasis: known > 0 ? basis : null,
    unrealizedGain: known > 0 ? gain : null,
    unrealizedGainFraction: known > 0 ? fractionOf(gain, basis) : null,
    basisCoverage: fractionOf(sum(rows, "knownSize"), sum(rows, "investedSize")),
    missingBasisCount: missing,
  };
}

const count = (rows: readonly PositionSums[], of: "count" | "investedCount" | "knownCount") =>
  rows.reduce((total, row) => total + row[of], 0);
const sum = (
  rows: readonly PositionSums[],
  of: "institutionValue" | "investedSize" | "knownSize" | "knownBasis" | "knownGain",
) => sumDecimals(rows.map((row) => row[of]));

/**
 * Totals by currency; amounts of different currencies are neither added nor compared: the currency with the most positions comes
 * first, those with as many in the order of their codes. Accounts that are neither investments nor hold any are left out.
 */
export function totalsOfSums(accounts: readonly SummedAccount[]): CurrencyTotal[] {
  const groups = new Map<string, CurrencyGroup>();
  const groupOf = (currency: Currency) => {
    const key = currencyKey(currency);
    const group = groups.get(key) ?? { key, positions: [], cash: ZERO, reasons: new Set() };
    groups.set(key, group);
    return group;
  };
  for (const entry of accounts.filter(isCounted)) {
    for (const position of entry.positions) groupOf(position).positions.push(position);
    const cash = derivedCash(entry);
    if (!cash.amount.isZero()) {
      const group = groupOf(entry.account);
      group.cash = group.cash.plus(cash.amount);
    }
    if (cash.incomplete) for (const currency of currenciesShort(entry)) groupOf(currency).reasons.add(cash.incomplete);
  }
  return [...groups.values()]
    .sort((a, b) => count(b.positions, "count") - count(a.positions, "count") || (a.key < b.key ? -1 : 1))
    .map(({ key, positions, cash, reasons }) => toTotal(currencyOfKey(key), positions, cash, [...reasons]));
}

type CurrencyGroup = {
  readonly key: string;
  readonly positions: PositionSums[];
  cash: Decimal;
  readonly reasons: Set<IncompleteReason>;
};

/** The totals in which the account's cash is missing: its own currency's, or, when none of its positions is in that, theirs. */
function currenciesShort({ account, positions }: ValuedAccount): readonly Currency[] {
  const isOwn = positions.length === 0 || positions.some((position) => isSameCurrency(position, account));
  return isOwn ? [account] : positions;
}

function toTotal(
  currency: Currency,
  rows: readonly PositionSums[],
  cash: Decimal,
  incomplete: IncompleteReason[],
): CurrencyTotal {
  const positions = sum(rows, "institutionValue");
  return {
    currency,
    positions,
    derivedCash: cash,
    total: positions.plus(cash),
    incomplete,
    ...sumGains(rows),
  };
}
