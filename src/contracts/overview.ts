import * as z from "zod";
import type { AllocationKey } from "@/domain/allocation-key";
import { DEFAULT_RANGE, HISTORY_RANGES, type HistoryRange } from "@/domain/history-range";
import type { IncompleteReason } from "@/domain/portfolio";
import type { Truth } from "@/domain/truth";
import type { CurrencyDto, DecimalText } from "./money";
import type { CurrencyTotal, HoldingRow } from "./portfolio";
import { scopeInput } from "./scope";

/** The scope of a page: all that the user owns unless one is named. */
export const overviewInput = z.object({ scope: scopeInput.optional() }).optional();

export const historyInput = z.object({
  scope: scopeInput.optional(),
  range: z.enum(HISTORY_RANGES).default(DEFAULT_RANGE),
});

/** V − V_prev over the accounts that are known of both dates; deposits and withdrawals are in it. Fractions: `0.1` is 10 %. */
export type DayChange = {
  /** The last date before `date` on which anything was seen. */
  previousDate: string;
  date: string;
  value: DecimalText;
  previousValue: DecimalText;
  amount: DecimalText;
  /** Null: there was nothing to compare with. */
  fraction: DecimalText | null;
  truth: Truth;
};

/** What is owned in one currency, and how far each figure can be relied on. */
export type CurrencyOverview = CurrencyTotal & {
  /** Positions that have a cost basis or could have one: all but cash. */
  investedCount: number;
  totalTruth: Truth;
  gainTruth: Truth;
  /** Null: there is no earlier date to compare with. */
  dayChange: DayChange | null;
  allocation: Allocation;
};

/** A part of what is owned in one currency; see `Slice` of `domain/allocation.ts`. */
export type AllocationSlice = {
  /** Null: what it is told apart by is not known. `rest`, where `merged` is more than 0, stands for the smallest. */
  key: string | null;
  label: string | null;
  value: DecimalText;
  weight: DecimalText | null;
  grossWeight: DecimalText | null;
  count: number;
  merged: number;
};

export type Allocation = {
  /** Whether anything is worth less than nothing: weights then sum to one net, and gross weights do so apart. */
  hasShorts: boolean;
  by: Record<AllocationKey, AllocationSlice[]>;
};

/** What the price of a security did since the previous snapshot to what was held of it then. */
export type MoverRow = Pick<HoldingRow, "tickerSymbol" | "name" | "securityType" | "currency"> & {
  securityId: string;
  amount: DecimalText;
  fraction: DecimalText | null;
  price: DecimalText;
  priceBefore: DecimalText;
};

export type Movers = { since: string; rows: MoverRow[] };

/** `isCarried`: part of it was last seen before that date. */
export type HistoryDay = { date: string; total: DecimalText; isCarried: boolean; incomplete: IncompleteReason[] };

/** What was owned at the end of each date of a range. */
export type ValueHistory = {
  range: HistoryRange;
  /** The first date of which anything is known; null: nothing is. */
  knownFrom: string | null;
  /** Whether there is more than one date on which anything was seen. */
  hasHistory: boolean;
  /** By currency, those of which most is known first; no date is left out between the first and today. */
  currencies: { currency: CurrencyDto; days: HistoryDay[] }[];
  /** What was first seen within the range although other things were known before: the total rises by it, and that is no gain. */
  joined: { date: string; names: string[] }[];
};
