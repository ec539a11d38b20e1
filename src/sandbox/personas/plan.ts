import { type Currency, USD } from "@/sandbox/market/security-profile";

/** What an investment account looks like and how its owner behaves, month after month. */
export type AccountPlan = {
  /** Unique within the persona; account ids derive from it. */
  key: string;
  name: string;
  officialName: string | null;
  mask: string | null;
  type: "investment" | "depository";
  subtype: string;
  currency: Currency;
  /** Whether cash is listed as a holding or is only part of the balance. */
  cashShownAs: "holding" | "balance";
  /** Positions at the start of the history: catalogue key and quantity. */
  opening: readonly (readonly [key: string, quantity: string])[];
  openingCash: string;
  /** Shares that an employer grants each January and that vest over four years, so many of a grant each quarter; told lot by lot. */
  grants: { key: string; sharesPerQuarter: string } | null;
  /** Every third month so many shares of this option are sold short, and bought back. */
  writes: { key: string; shares: string } | null;
  /** Money paid in on each of `days` of a month (1–24). */
  deposits: { days: readonly number[]; amount: string; subtype: string; name: string } | null;
  /** Purchases on each of `days`, taking turns through `keys`, for at most `budget` of the cash there is. */
  purchases: { days: readonly number[]; keys: readonly string[]; budget: string } | null;
  /** Every second month the position in one of these is sold whole and the next one is bought. */
  rotation: { keys: readonly string[]; budget: string } | null;
  /** Every third month a part of the largest position is sold. */
  trims: boolean;
  reinvestsDividends: boolean;
  /** Charged in January, April, July and October. */
  quarterlyFee: { amount: string; subtype: string; name: string } | null;
  /** Charged on each purchase and sale; part of the amount. */
  commission: string;
  /** Cash above this leaves the account at the end of the month. */
  cashCeiling: string;
};

/** What one login shows. */
export type Persona = {
  accounts: readonly AccountPlan[];
  /** The person entered the positions by hand: they never change. */
  isManual?: true;
};

/** An account in which nothing happens. */
export const QUIET = {
  type: "investment",
  currency: USD,
  cashShownAs: "balance",
  opening: [],
  openingCash: "0",
  grants: null,
  writes: null,
  deposits: null,
  purchases: null,
  rotation: null,
  trims: false,
  reinvestsDividends: false,
  quarterlyFee: null,
  commission: "0",
  cashCeiling: "5000",
} as const satisfies Partial<AccountPlan>;
