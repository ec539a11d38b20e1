import * as z from "zod";
import { ACTIVITY_STATUSES, type ActivityStatus, isAmountText, isSearchText } from "@/domain/activity";
import { TRANSACTION_CLASSES, type TransactionClass } from "@/domain/transaction-class";
import { calendarDate, externalId } from "./fields";
import type { CurrencyDto, DecimalText } from "./money";
import { scopeInput } from "./scope";

const CURSOR_MAX_LENGTH = 2_048;

/** Which transactions are listed: those that fulfil all that is given. */
export const activityInput = z.object({
  kind: z.enum(TRANSACTION_CLASSES).optional(),
  scope: scopeInput.optional(),
  securityId: externalId.optional(),
  /** Both inclusive. */
  startDate: calendarDate.optional(),
  endDate: calendarDate.optional(),
  /** Words; each occurs in the transaction's text, or in the ticker or name of its security. */
  search: z.string().refine(isSearchText).optional(),
  /** Of the amount without its sign, in whatever currency it is. */
  minAmount: z.string().refine(isAmountText).optional(),
  status: z.enum(ACTIVITY_STATUSES).optional(),
  /** `nextCursor` of the page before; any other text is the beginning. */
  cursor: z.string().max(CURSOR_MAX_LENGTH).nullish(),
});

export type ActivityQuery = z.output<typeof activityInput>;
/** What a screen filters by, as it goes over the wire. */
export type ActivityFilterInput = Omit<z.input<typeof activityInput>, "cursor" | "securityId"> & {
  securityId?: string;
};

/** One transaction. */
export type ActivityRow = {
  itemId: string;
  transactionId: string;
  /** Calendar date of posting. */
  date: string;
  institutionName: string | null;
  accountId: string;
  /** Null: Plaid never described the account. */
  accountName: string | null;
  accountMask: string | null;
  kind: TransactionClass;
  /** The transaction's own kind in words (`Dividend`, `Buy to cover`). */
  label: string;
  /** Plaid's. */
  type: string;
  subtype: string | null;
  /** The transaction's text as the institution gives it. */
  name: string;
  /** Null, as are the three that follow: about no security. */
  securityId: string | null;
  tickerSymbol: string | null;
  securityName: string | null;
  securityType: string | null;
  currency: CurrencyDto;
  /** As reported; its sign on sells is not reliable. */
  quantity: DecimalText;
  price: DecimalText;
  /** Null: not given. */
  fees: DecimalText | null;
  /** What it did to the account's cash: > 0 came in, < 0 went out; Plaid's amount with the other sign. */
  cashChange: DecimalText;
  status: ActivityStatus;
};

/** Rows by date, newest first. */
export type ActivityPage = {
  rows: ActivityRow[];
  /** Opaque; pass as `cursor` for the next page. Null at the end. */
  nextCursor: string | null;
};
