import type { CalendarDate } from "./calendar-date";
import type { Currency } from "./currency";
import type { Decimal } from "./decimal";
import type { AccountId, InstitutionId, InvestmentTransactionId, ItemId, SecurityId } from "./ids";

/** JSON as kept beside a row (option contract, tax lots): numbers are decimal text, so that no digit is lost. */
export type Json = string | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** An account at an institution. Balances are in the account's currency; `balanceCurrent` is the total value as the institution shows it. */
export type Account = Currency & {
  readonly accountId: AccountId;
  readonly name: string;
  readonly officialName: string | null;
  readonly mask: string | null;
  readonly type: string;
  readonly subtype: string | null;
  readonly balanceCurrent: Decimal | null;
  readonly balanceAvailable: Decimal | null;
  readonly balanceLimit: Decimal | null;
  /** Borrowed amount, > 0 when there is a margin loan. */
  readonly marginLoanAmount: Decimal | null;
};

/** An instrument, shared by Items and users. `closePrice` is in the security's currency. */
export type Security = Currency & {
  readonly securityId: SecurityId;
  readonly name: string | null;
  readonly tickerSymbol: string | null;
  readonly type: string | null;
  readonly subtype: string | null;
  readonly isCashEquivalent: boolean | null;
  readonly closePrice: Decimal | null;
  readonly closePriceAsOf: CalendarDate | null;
  /** When Plaid last updated the price, as instant; orders two descriptions of the same security. */
  readonly updatedAt: Date | null;
  readonly isin: string | null;
  readonly cusip: string | null;
  readonly figi: string | null;
  readonly institutionSecurityId: string | null;
  readonly institutionId: InstitutionId | null;
  readonly proxySecurityId: SecurityId | null;
  readonly marketIdentifierCode: string | null;
  readonly sector: string | null;
  readonly industry: string | null;
  readonly cfiCode: string | null;
  readonly optionContract: Json;
  readonly fixedIncome: Json;
};

/**
 * A position: one security in one account. `quantity` < 0 is a short position; for options it counts shares (contracts × 100).
 * `institutionValue` is what the institution states; `costBasis` is the total for the position, null when unknown.
 */
export type Holding = Currency & {
  readonly accountId: AccountId;
  readonly securityId: SecurityId;
  readonly quantity: Decimal;
  readonly institutionPrice: Decimal;
  readonly institutionPriceAsOf: CalendarDate | null;
  readonly institutionPriceDatetime: string | null;
  readonly institutionValue: Decimal;
  readonly costBasis: Decimal | null;
  readonly vestedQuantity: Decimal | null;
  readonly vestedValue: Decimal | null;
  readonly taxLots: Json;
};

/** A posted investment transaction. `amount` > 0: cash left the account. `quantity` as reported; its sign is not reliable on sells. */
export type InvestmentTransaction = Currency & {
  readonly investmentTransactionId: InvestmentTransactionId;
  readonly accountId: AccountId;
  readonly securityId: SecurityId | null;
  readonly date: CalendarDate;
  readonly transactionDatetime: string | null;
  readonly name: string;
  readonly quantity: Decimal;
  readonly amount: Decimal;
  readonly price: Decimal;
  readonly fees: Decimal | null;
  readonly type: string;
  readonly subtype: string | null;
  readonly cancelTransactionId: string | null;
};

/** An institution as shown to people. `logo` is a base64 PNG, `primaryColor` a CSS hex colour. */
export type Institution = {
  readonly institutionId: InstitutionId;
  readonly name: string;
  readonly logo: string | null;
  readonly primaryColor: string | null;
  readonly url: string | null;
};

/** What Plaid says of an Item itself. */
export type ItemMetadata = {
  readonly itemId: ItemId;
  readonly institutionId: InstitutionId | null;
  readonly institutionName: string | null;
  readonly consentExpiresAt: Date | null;
  /** Where Plaid sends the Item's webhooks; null when nowhere. */
  readonly webhookUrl: string | null;
  readonly investmentsLastSuccessfulUpdate: Date | null;
};

/** One complete answer of Plaid for one Item: holdings and all transaction pages of one window. */
export type Picture = {
  readonly accounts: readonly Account[];
  readonly securities: readonly Security[];
  /** May repeat an (account, security) pair; `reconcile` adds such rows up. */
  readonly holdings: readonly Holding[];
  readonly transactions: readonly InvestmentTransaction[];
  /** The accounts of which the transactions tell; of any other they say nothing. */
  readonly transactionAccountIds: ReadonlySet<AccountId>;
};
