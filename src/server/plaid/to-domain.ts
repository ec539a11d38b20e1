import type { Account, Holding, Institution, InvestmentTransaction, ItemMetadata, Security } from "@/domain/entities";
import type { AccountId, InstitutionId, InvestmentTransactionId, ItemId, SecurityId } from "@/domain/ids";
import type { AccountWire, HoldingWire, InstitutionAnswer, ItemAnswer, SecurityWire, TransactionWire } from "./schemas";
import { toCurrency, toDate, toDateOrNull, toDecimal, toDecimalOrNull, toInstantOrNull } from "./wire-values";

/*
 * Plaid's words into ours, value for value: nothing is computed, defaulted or corrected, signs are as reported, and what is
 * absent is null. Errors, of all of them: AnswerError for a number that does not fit or is none, and for a required date.
 */

/** Source: Plaid `AccountBase`, and `InvestmentAccount` with its margin loan. */
export function toAccount(wire: AccountWire): Account {
  const { balances } = wire;
  return {
    accountId: wire.account_id as AccountId,
    name: wire.name,
    officialName: wire.official_name ?? null,
    mask: wire.mask ?? null,
    type: wire.type,
    subtype: wire.subtype ?? null,
    balanceCurrent: toDecimalOrNull(balances?.current, "accounts.balances.current"),
    balanceAvailable: toDecimalOrNull(balances?.available, "accounts.balances.available"),
    balanceLimit: toDecimalOrNull(balances?.limit, "accounts.balances.limit"),
    marginLoanAmount: toDecimalOrNull(balances?.margin_loan_amount, "accounts.balances.margin_loan_amount"),
    ...toCurrency(balances),
  };
}

/** The accounts of one answer; one that is listed twice is the one that was listed first. */
export function toAccounts(wires: readonly AccountWire[]): Account[] {
  const accounts = new Map<AccountId, Account>();
  for (const account of wires.map(toAccount))
    if (!accounts.has(account.accountId)) accounts.set(account.accountId, account);
  return [...accounts.values()];
}

/** Source: Plaid `Security`. */
export function toSecurity(wire: SecurityWire): Security {
  return {
    securityId: wire.security_id as SecurityId,
    name: wire.name ?? null,
    tickerSymbol: wire.ticker_symbol ?? null,
    type: wire.type ?? null,
    subtype: wire.subtype ?? null,
    isCashEquivalent: wire.is_cash_equivalent ?? null,
    closePrice: toDecimalOrNull(wire.close_price, "securities.close_price"),
    closePriceAsOf: toDateOrNull(wire.close_price_as_of),
    updatedAt: toInstantOrNull(wire.update_datetime),
    isin: wire.isin ?? null,
    cusip: wire.cusip ?? null,
    figi: wire.figi ?? null,
    institutionSecurityId: wire.institution_security_id ?? null,
    institutionId: (wire.institution_id || null) as InstitutionId | null,
    proxySecurityId: (wire.proxy_security_id || null) as SecurityId | null,
    marketIdentifierCode: wire.market_identifier_code ?? null,
    sector: wire.sector ?? null,
    industry: wire.industry ?? null,
    cfiCode: wire.cfi_code ?? null,
    optionContract: wire.option_contract ?? null,
    fixedIncome: wire.fixed_income ?? null,
    ...toCurrency(wire),
  };
}

/** Source: Plaid `Holding`. The datetime stays text: Plaid pads a missing time of day with midnight. */
export function toHolding(wire: HoldingWire): Holding {
  return {
    accountId: wire.account_id as AccountId,
    securityId: wire.security_id as SecurityId,
    quantity: toDecimal(wire.quantity, "holdings.quantity"),
    institutionPrice: toDecimal(wire.institution_price, "holdings.institution_price"),
    institutionPriceAsOf: toDateOrNull(wire.institution_price_as_of),
    institutionPriceDatetime: wire.institution_price_datetime ?? null,
    institutionValue: toDecimal(wire.institution_value, "holdings.institution_value"),
    costBasis: toDecimalOrNull(wire.cost_basis, "holdings.cost_basis"),
    vestedQuantity: toDecimalOrNull(wire.vested_quantity, "holdings.vested_quantity"),
    vestedValue: toDecimalOrNull(wire.vested_value, "holdings.vested_value"),
    taxLots: wire.tax_lots ?? null,
    ...toCurrency(wire),
  };
}

/** Source: Plaid `InvestmentTransaction`. */
export function toTransaction(wire: TransactionWire): InvestmentTransaction {
  return {
    investmentTransactionId: wire.investment_transaction_id as InvestmentTransactionId,
    accountId: wire.account_id as AccountId,
    securityId: (wire.security_id || null) as SecurityId | null,
    date: toDate(wire.date, "investment_transactions.date"),
    transactionDatetime: wire.transaction_datetime ?? null,
    name: wire.name,
    quantity: toDecimal(wire.quantity, "investment_transactions.quantity"),
    amount: toDecimal(wire.amount, "investment_transactions.amount"),
    price: toDecimal(wire.price, "investment_transactions.price"),
    fees: toDecimalOrNull(wire.fees, "investment_transactions.fees"),
    type: wire.type,
    subtype: wire.subtype ?? null,
    cancelTransactionId: wire.cancel_transaction_id ?? null,
    ...toCurrency(wire),
  };
}

/** Source: Plaid /item/get. */
export function toItemMetadata({ item, status }: ItemAnswer): ItemMetadata {
  return {
    itemId: item.item_id as ItemId,
    institutionId: (item.institution_id || null) as InstitutionId | null,
    institutionName: item.institution_name ?? null,
    consentExpiresAt: toInstantOrNull(item.consent_expiration_time),
    webhookUrl: item.webhook || null,
    investmentsLastSuccessfulUpdate: toInstantOrNull(status?.investments?.last_successful_update),
  };
}

/** Source: Plaid /institutions/get_by_id with its optional metadata. */
export function toInstitution({ institution }: InstitutionAnswer): Institution {
  return {
    institutionId: institution.institution_id as InstitutionId,
    name: institution.name,
    logo: institution.logo ?? null,
    primaryColor: institution.primary_color ?? null,
    url: institution.url ?? null,
  };
}
