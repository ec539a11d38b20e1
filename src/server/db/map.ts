import type { CalendarDate } from "@/domain/calendar-date";
import { type Decimal, parseDecimal } from "@/domain/decimal";
import type { Holding, Json } from "@/domain/entities";
import type { AccountId, InstitutionId, InvestmentTransactionId, SecurityId } from "@/domain/ids";
import type { AccountDay, KnownAccount, KnownSecurity, KnownTransaction } from "@/domain/reconcile/known";

// Rows come from raw statements: NUMERIC and DATE as text, TIMESTAMPTZ as Date, JSONB parsed (its numbers are text).

export type CurrencyColumns = { iso_currency_code: string | null; unofficial_currency_code: string | null };

export type AccountRecord = CurrencyColumns & {
  account_id: string;
  name: string;
  official_name: string | null;
  mask: string | null;
  type: string;
  subtype: string | null;
  balance_current: string | null;
  balance_available: string | null;
  balance_limit: string | null;
  margin_loan_amount: string | null;
  is_active: boolean;
};

export type SecurityRecord = CurrencyColumns & {
  security_id: string;
  name: string | null;
  ticker_symbol: string | null;
  type: string | null;
  subtype: string | null;
  is_cash_equivalent: boolean | null;
  close_price: string | null;
  close_price_as_of: string | null;
  isin: string | null;
  cusip: string | null;
  figi: string | null;
  institution_security_id: string | null;
  institution_id: string | null;
  proxy_security_id: string | null;
  market_identifier_code: string | null;
  sector: string | null;
  industry: string | null;
  cfi_code: string | null;
  option_contract: Json;
  fixed_income: Json;
  is_placeholder: boolean;
  provider_updated_at: Date | null;
};

export type HoldingRecord = CurrencyColumns & {
  account_id: string;
  security_id: string;
  quantity: string;
  institution_price: string;
  institution_price_as_of: string | null;
  institution_price_datetime: string | null;
  institution_value: string;
  cost_basis: string | null;
  vested_quantity: string | null;
  vested_value: string | null;
  tax_lots: Json;
};

export type TransactionRecord = CurrencyColumns & {
  investment_transaction_id: string;
  account_id: string;
  security_id: string | null;
  date: string;
  transaction_datetime: string | null;
  name: string;
  quantity: string;
  amount: string;
  price: string;
  fees: string | null;
  type: string;
  subtype: string | null;
  cancel_transaction_id: string | null;
  removed_at: Date | null;
  missing_since: Date | null;
};

export type AccountDayRecord = CurrencyColumns & {
  account_id: string;
  date: string;
  is_active: boolean;
  balance_current: string | null;
  margin_loan_amount: string | null;
  position_totals: Record<string, string>;
  position_count: number;
};

const decimalOrNull = (text: string | null): Decimal | null => (text === null ? null : parseDecimal(text));

export const toCurrency = (row: CurrencyColumns) => ({
  isoCurrencyCode: row.iso_currency_code,
  unofficialCurrencyCode: row.unofficial_currency_code,
});

export function toAccount(row: AccountRecord): KnownAccount {
  return {
    accountId: row.account_id as AccountId,
    name: row.name,
    officialName: row.official_name,
    mask: row.mask,
    type: row.type,
    subtype: row.subtype,
    balanceCurrent: decimalOrNull(row.balance_current),
    balanceAvailable: decimalOrNull(row.balance_available),
    balanceLimit: decimalOrNull(row.balance_limit),
    marginLoanAmount: decimalOrNull(row.margin_loan_amount),
    isActive: row.is_active,
    ...toCurrency(row),
  };
}

export function toSecurity(row: SecurityRecord): KnownSecurity {
  return {
    securityId: row.security_id as SecurityId,
    name: row.name,
    tickerSymbol: row.ticker_symbol,
    type: row.type,
    subtype: row.subtype,
    isCashEquivalent: row.is_cash_equivalent,
    closePrice: decimalOrNull(row.close_price),
    closePriceAsOf: row.close_price_as_of as CalendarDate | null,
    isin: row.isin,
    cusip: row.cusip,
    figi: row.figi,
    institutionSecurityId: row.institution_security_id,
    institutionId: row.institution_id as InstitutionId | null,
    proxySecurityId: row.proxy_security_id as SecurityId | null,
    marketIdentifierCode: row.market_identifier_code,
    sector: row.sector,
    industry: row.industry,
    cfiCode: row.cfi_code,
    optionContract: row.option_contract,
    fixedIncome: row.fixed_income,
    isPlaceholder: row.is_placeholder,
    updatedAt: row.provider_updated_at,
    ...toCurrency(row),
  };
}

export function toHolding(row: HoldingRecord): Holding {
  return {
    accountId: row.account_id as AccountId,
    securityId: row.security_id as SecurityId,
    quantity: parseDecimal(row.quantity),
    institutionPrice: parseDecimal(row.institution_price),
    institutionPriceAsOf: row.institution_price_as_of as CalendarDate | null,
    institutionPriceDatetime: row.institution_price_datetime,
    institutionValue: parseDecimal(row.institution_value),
    costBasis: decimalOrNull(row.cost_basis),
    vestedQuantity: decimalOrNull(row.vested_quantity),
    vestedValue: decimalOrNull(row.vested_value),
    taxLots: row.tax_lots,
    ...toCurrency(row),
  };
}

export function toTransaction(row: TransactionRecord): KnownTransaction {
  return {
    investmentTransactionId: row.investment_transaction_id as InvestmentTransactionId,
    accountId: row.account_id as AccountId,
    securityId: row.security_id as SecurityId | null,
    date: row.date as CalendarDate,
    transactionDatetime: row.transaction_datetime,
    name: row.name,
    quantity: parseDecimal(row.quantity),
    amount: parseDecimal(row.amount),
    price: parseDecimal(row.price),
    fees: decimalOrNull(row.fees),
    type: row.type,
    subtype: row.subtype,
    cancelTransactionId: row.cancel_transaction_id,
    removedAt: row.removed_at,
    missingSince: row.missing_since,
    ...toCurrency(row),
  };
}

export function toAccountDay(row: AccountDayRecord): AccountDay {
  return {
    accountId: row.account_id as AccountId,
    date: row.date as CalendarDate,
    isActive: row.is_active,
    balanceCurrent: decimalOrNull(row.balance_current),
    marginLoanAmount: decimalOrNull(row.margin_loan_amount),
    positionTotals: new Map(Object.entries(row.position_totals).map(([key, total]) => [key, parseDecimal(total)])),
    positionCount: row.position_count,
    ...toCurrency(row),
  };
}
