import * as z from "zod";
import { isSearchText } from "@/domain/activity";
import { HOLDING_COLUMNS, HOLDING_GROUPINGS } from "@/domain/holding-list";
import { calendarDate, externalId, givenText } from "./fields";
import type { CurrencyDto, DecimalText } from "./money";
import type { AsOf, CurrencyTotal, HoldingRow } from "./portfolio";
import { scopeInput } from "./scope";

const CURSOR_MAX_LENGTH = 8_192;

/** A name as an institution gives it, or a code that Plaid does. */
const nameOrCode = givenText(300);

/** Which holdings are listed, in what order, and as of when. */
export const holdingsInput = z.object({
  /** Only what belongs to it; totals and weights too are of that. */
  scope: scopeInput.optional(),
  /** The holdings as they were at the end of a date in the app's time zone; absent: the present. */
  asOf: calendarDate.optional(),
  orderBy: z.enum(HOLDING_COLUMNS).optional(),
  isDescending: z.boolean().optional(),
  groupBy: z.enum(HOLDING_GROUPINGS).optional(),
  /** Words; each occurs in what is shown of the row. */
  search: z.string().refine(isSearchText).optional(),
  /** Plaid's security type; `unknown` for those without. */
  type: nameOrCode.optional(),
  accountId: externalId.optional(),
  institution: nameOrCode.optional(),
  /** As `currencyKey` writes it. */
  currency: nameOrCode.optional(),
  hasNoBasis: z.boolean().optional(),
  hasStalePrice: z.boolean().optional(),
  /** `nextCursor` of the page before, for the same question; any other text is the beginning. */
  cursor: z.string().max(CURSOR_MAX_LENGTH).nullish(),
});

export type HoldingsQuery = z.output<typeof holdingsInput>;
/** What a screen asks for, page after page. */
export type HoldingsAsked = Omit<z.input<typeof holdingsInput>, "cursor">;

export type HoldingListRow = HoldingRow & {
  /** What the change of price since `previousDate` did to what was held then; null: unknown, never zero. */
  dayChange: DecimalText | null;
  /** The date before the last one that the account was seen on; null: it was seen on no other. */
  previousDate: string | null;
  /** Whether the price is so old that it tells little of today; false where history does not keep its date. */
  isPriceStale: boolean;
};

/** Figures over holdings of one currency that are listed, whatever of them. */
export type HoldingSubtotal = {
  currency: CurrencyDto;
  /** Rows. */
  count: number;
  value: DecimalText;
  /** Over positions whose basis is known, as are the gains; null when none is. */
  costBasis: DecimalText | null;
  unrealizedGain: DecimalText | null;
  unrealizedGainFraction: DecimalText | null;
  /** Positions that are no cash, and those of them without a known basis. */
  investedCount: number;
  missingBasisCount: number;
};

/** Rows that belong together; it stands before them. */
export type HoldingGroup = HoldingSubtotal & {
  key: string;
  /** The currency's key where rows are grouped by currency alone, else the account's, security's or type's name. */
  label: string;
  /** How many rows of this page stand before it. */
  rowsBefore: number;
};

export type HoldingsList = {
  /** By currency in the order of `totals`, then by group, then in the order asked for; cash beside positions last. */
  rows: HoldingListRow[];
  groups: HoldingGroup[];
  /** Opaque; pass as `cursor` for the next page. Null at the end. */
  nextCursor: string | null;
  /** Of everything in the scope, whatever is filtered. The currency with the most positions first. */
  totals: CurrencyTotal[];
  /** Of the rows that match; null on any page but the first. */
  matching: HoldingSubtotal[] | null;
  /** Types of securities in the scope, `unknown` among them. */
  types: string[];
  /** Instant (ISO) of the Item in the scope that was refreshed longest ago; null when none was. */
  oldestRefreshAt: string | null;
  /** Linked Items, whatever the scope. */
  itemCount: number;
  /** Items in the scope whose first import has not finished. */
  importingCount: number;
  /** Null: the rows are those of the present. */
  asOf: AsOf | null;
};
