import type { IncompleteReason } from "@/domain/portfolio";
import type { CurrencyDto, DecimalText } from "./money";
import type { CurrencyOverview, Movers } from "./overview";

/** One position in one account, or the cash that an account's balance holds beside its positions (`kind: "derived_cash"`). */
export type HoldingRow = {
  kind: "position" | "derived_cash";
  itemId: string;
  accountId: string;
  /** Null for derived cash. */
  securityId: string | null;
  institutionName: string | null;
  accountName: string;
  accountMask: string | null;
  tickerSymbol: string | null;
  name: string;
  /** Plaid's security type (`equity`, `cash`, …) or null. */
  securityType: string | null;
  currency: CurrencyDto;
  /** Units; null for derived cash. Options count shares: `contracts` is quantity ÷ 100. */
  quantity: DecimalText | null;
  contracts: DecimalText | null;
  price: DecimalText | null;
  /** Calendar date of `price`. */
  priceAsOf: string | null;
  value: DecimalText;
  /** Null: unknown, never zero. */
  costBasis: DecimalText | null;
  gain: DecimalText | null;
  /** Fraction (`0.1` is 10 %). */
  gainFraction: DecimalText | null;
  /** Value ÷ total of its currency, fraction; null when that total is zero. */
  weight: DecimalText | null;
};

/** All that is owned in one currency; totals of different currencies are never added. */
export type CurrencyTotal = {
  currency: CurrencyDto;
  /** Σ institution_value of positions. */
  positions: DecimalText;
  /** Σ cash derived from account balances. */
  derivedCash: DecimalText;
  total: DecimalText;
  incomplete: IncompleteReason[];
  /** Σ gain over positions whose basis is known; null when none is. */
  unrealizedGain: DecimalText | null;
  unrealizedGainFraction: DecimalText | null;
  /** Σ|value with known basis| ÷ Σ|value|, fraction. */
  basisCoverage: DecimalText | null;
  /** Positions without a known basis. */
  missingBasisCount: number;
};

export type PortfolioOverview = {
  /** The currency with the most positions first. */
  totals: CurrencyOverview[];
  /** At most ten: the largest of each currency in turn, so that none hides the others; by currency, largest value first. */
  topHoldings: HoldingRow[];
  /** Instant (ISO) of the Item that was refreshed longest ago; null when none was. */
  oldestRefreshAt: string | null;
  itemCount: number;
  /** Items whose first import has not finished. */
  importingCount: number;
  /** Null: there is no earlier date to compare with. */
  movers: Movers | null;
};

/**
 * Of which date a list of holdings tells: the last figures seen on or before it. No later refresh changes what is told of a date
 * that is over. What history does not keep is null (`priceAsOf`); names and types are those of now.
 */
export type AsOf = {
  /** The date asked for; one that is still to come counts as today. */
  date: string;
  /** The first date of which anything is known; before it there are no rows. Null: nothing is known at all. */
  knownFrom: string | null;
  /** Items that were read only later, or never: no row and no total of this date counts them. */
  notYetKnown: { itemId: string; institutionName: string | null; knownFrom: string | null }[];
};
