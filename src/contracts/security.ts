import * as z from "zod";
import { DEFAULT_RANGE, HISTORY_RANGES } from "@/domain/history-range";
import type { LotComparison, LotTerm } from "@/domain/tax-lots";
import type { Truth } from "@/domain/truth";
import { externalId } from "./fields";
import type { CurrencyDto, DecimalText } from "./money";
import { scopeInput } from "./scope";

/** `scope`: the accounts whose positions are told; absent: all. */
export const securityInput = z.object({ securityId: externalId, scope: scopeInput.optional() });
export const securityHistoryInput = securityInput.extend({ range: z.enum(HISTORY_RANGES).default(DEFAULT_RANGE) });
export const storedSecurityInput = z.object({ securityId: externalId });

/** One purchase of a position. What the institution did not tell is null. */
export type TaxLotRow = {
  lotId: string | null;
  purchasedOn: string | null;
  isShort: boolean;
  /** Without a sign. */
  quantity: DecimalText | null;
  price: DecimalText | null;
  costBasis: DecimalText | null;
  value: DecimalText | null;
  gain: DecimalText | null;
  /** Of a sale today, by the rule of the US; null: no date, or sold short. */
  term: LotTerm | null;
  daysUntilLongTerm: number | null;
};

/** The lots of a position, oldest first, and what they add up to. */
export type TaxLots = {
  rows: TaxLotRow[];
  quantity: DecimalText | null;
  costBasis: DecimalText | null;
  /** Over the lots whose gain is known; null when none is. */
  shortTermGain: DecimalText | null;
  longTermGain: DecimalText | null;
  missingBasisCount: number;
  /** The position's quantity less that of the lots. */
  comparison: LotComparison["result"];
  difference: DecimalText;
};

/** The security in one account. */
export type SecurityPosition = {
  itemId: string;
  accountId: string;
  institutionName: string | null;
  accountName: string;
  accountMask: string | null;
  /** Whether the brokerage's last answer showed the account. */
  isAccountActive: boolean;
  currency: CurrencyDto;
  quantity: DecimalText;
  /** Of options: quantity ÷ 100. */
  contracts: DecimalText | null;
  price: DecimalText;
  priceAsOf: string | null;
  value: DecimalText;
  /** Null: unknown, never zero. */
  costBasis: DecimalText | null;
  averageCost: DecimalText | null;
  gain: DecimalText | null;
  gainFraction: DecimalText | null;
  /** Value ÷ all that the scope holds in this currency, and ÷ what the account does; null where that is zero. */
  weight: DecimalText | null;
  accountWeight: DecimalText | null;
  /** Null: vesting does not apply. */
  vested: VestedPart | null;
  /** Null: the institution gives none. */
  lots: TaxLots | null;
};

export type VestedPart = {
  quantity: DecimalText;
  value: DecimalText | null;
  unvestedQuantity: DecimalText;
  unvestedValue: DecimalText | null;
};

/** The security in all accounts of one currency. */
export type SecurityTotal = {
  currency: CurrencyDto;
  positionCount: number;
  quantity: DecimalText;
  contracts: DecimalText | null;
  value: DecimalText;
  /** Σ over positions whose basis is known; null when none is. */
  costBasis: DecimalText | null;
  gain: DecimalText | null;
  gainFraction: DecimalText | null;
  /** Σ|value with known basis| ÷ Σ|value|. */
  basisCoverage: DecimalText | null;
  missingBasisCount: number;
  weight: DecimalText | null;
  truth: Truth;
};

/** What Plaid says of the instrument; null is what it left out. Dates are calendar dates. */
export type SecurityFacts = {
  securityId: string;
  tickerSymbol: string | null;
  name: string;
  type: string | null;
  subtype: string | null;
  sector: string | null;
  industry: string | null;
  isin: string | null;
  cusip: string | null;
  figi: string | null;
  marketIdentifierCode: string | null;
  /** The currency in which it is quoted. */
  currency: CurrencyDto;
  closePrice: DecimalText | null;
  closePriceAsOf: string | null;
  /** Whether a row named it and Plaid never described it. */
  isPlaceholder: boolean;
};

export type OptionFacts = {
  contractType: string | null;
  strikePrice: DecimalText | null;
  expiresOn: string | null;
  /** Negative: it has expired. */
  daysToExpiry: number | null;
  underlyingTicker: string | null;
  /** The underlying among what this user holds or held. */
  underlying: {
    securityId: string;
    name: string;
    closePrice: DecimalText | null;
    closePriceAsOf: string | null;
  } | null;
  /** What the right is worth per share at the underlying's close. */
  intrinsicValue: DecimalText | null;
};

export type BondFacts = {
  rateType: string | null;
  /** Per cent a year. */
  percentage: DecimalText | null;
  issuedOn: string | null;
  maturesOn: string | null;
  /** Negative: it is due. */
  daysToMaturity: number | null;
  faceValue: DecimalText | null;
};

/** What is left of a security that is not held now. */
export type PastPosition = {
  /** The first and the first date no longer on which a refresh saw it. */
  heldFrom: string | null;
  heldUntil: string | null;
  /** Of its last live sale, expiry, exercise or assignment. */
  lastSaleOn: string | null;
  lastTransactionOn: string | null;
};

export type SecurityDetail = {
  security: SecurityFacts;
  option: OptionFacts | null;
  bond: BondFacts | null;
  /** Those of the scope, largest value first within a currency. */
  positions: SecurityPosition[];
  totals: SecurityTotal[];
  /** Null: it is held, in the scope or elsewhere. */
  past: PastPosition | null;
  /** Whether accounts outside of the scope hold it. */
  isHeldElsewhere: boolean;
  /** The app's calendar date by which days are counted. */
  today: string;
};

/** What one account's position was worth from one date to another, the last figures seen on each. */
export type SnapshotRow = {
  itemId: string;
  accountId: string;
  institutionName: string | null;
  accountName: string;
  accountMask: string | null;
  currency: CurrencyDto;
  validFrom: string;
  /** The first date on which it no longer was; null: it still is. */
  validTo: string | null;
  quantity: DecimalText;
  contracts: DecimalText | null;
  price: DecimalText;
  value: DecimalText;
  costBasis: DecimalText | null;
};

export type HistoryPoint = { date: string; quantity: DecimalText; value: DecimalText };

export type SecurityHistory = {
  /** Newest first. */
  snapshots: SnapshotRow[];
  /** A currency each, oldest first; a point holds until the next one. */
  series: { currency: CurrencyDto; points: HistoryPoint[] }[];
  /** The first date of which anything is known; null: none. */
  knownFrom: string | null;
};

/** What is stored of Plaid's answers about a security and its positions: JSON in Plaid's names, numbers as text with every digit. */
export type StoredSecurity = { json: string };
