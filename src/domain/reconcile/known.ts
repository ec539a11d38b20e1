import type { CalendarDate } from "@/domain/calendar-date";
import type { Decimal } from "@/domain/decimal";
import type { Account, Holding, InvestmentTransaction, Security } from "@/domain/entities";
import type { AccountId, InvestmentTransactionId, SecurityId } from "@/domain/ids";

export type KnownAccount = Account & { readonly isActive: boolean };
export type KnownSecurity = Security & { readonly isPlaceholder: boolean };
export type KnownTransaction = InvestmentTransaction & {
  readonly removedAt: Date | null;
  /** When a complete fetch of its date left it out among too many others to be believed; null: not in doubt. */
  readonly missingSince: Date | null;
};

/**
 * An account as it was seen on one date; not active: it was no longer shown, and all else is what was last seen.
 * `positionTotals` is Σ institution_value by currency key.
 */
export type AccountDay = {
  readonly accountId: AccountId;
  readonly date: CalendarDate;
  readonly isActive: boolean;
  readonly balanceCurrent: Decimal | null;
  readonly marginLoanAmount: Decimal | null;
  readonly isoCurrencyCode: string | null;
  readonly unofficialCurrencyCode: string | null;
  readonly positionTotals: ReadonlyMap<string, Decimal>;
  readonly positionCount: number;
};

/** An empty picture waits since then to be confirmed. `fingerprint` names the kind of doubt; there is one. */
export type Doubt = { readonly fingerprint: string; readonly since: Date };

/** What is stored of an Item, as far as one refresh may touch it. */
export type Known = {
  readonly accounts: ReadonlyMap<AccountId, KnownAccount>;
  readonly holdings: ReadonlyMap<string, Holding>;
  /** Those dated inside the window, those marked as missing and those that the picture names, tombstones included. */
  readonly transactions: ReadonlyMap<InvestmentTransactionId, KnownTransaction>;
  readonly securities: ReadonlyMap<SecurityId, KnownSecurity>;
  /** The latest day of each account, as far as that is today or later. */
  readonly days: ReadonlyMap<AccountId, AccountDay>;
  readonly doubt: Doubt | null;
};

/** The key of a position within an Item. Identifiers hold no control characters, so the separator cannot occur in one. */
export function positionKey(position: { accountId: string; securityId: string }): string {
  return `${position.accountId}\u0000${position.securityId}`;
}
