import * as z from "zod";
import type { Json } from "@/domain/entities";
import { IDENTIFIER_MAX_CODE_POINTS } from "@/domain/ids";

/**
 * What we read of Plaid's answers. Unknown keys are ignored; what Plaid calls optional or nullable may be absent or null;
 * enumerations are open text, for Plaid adds to them; numbers are the text that stood in the answer.
 * Source: Plaid API 2020-09-14, the types of the `plaid` package.
 */
const id = z.string().min(1).max(IDENTIFIER_MAX_CODE_POINTS);
const text = z.string();
const optionalText = z.string().nullish();
const number = z.string();
const optionalNumber = z.string().nullish();
/** Every value that the JSON parser makes is already of this type. */
const optionalJson = z.custom<Json>().nullish();

const webhookName = z.string().min(1).max(128);

const currency = { iso_currency_code: optionalText, unofficial_currency_code: optionalText };
const answer = { request_id: optionalText };

export const accountWire = z.object({
  account_id: id,
  name: text,
  official_name: optionalText,
  mask: optionalText,
  type: text,
  subtype: optionalText,
  balances: z
    .object({
      current: optionalNumber,
      available: optionalNumber,
      limit: optionalNumber,
      margin_loan_amount: optionalNumber,
      ...currency,
    })
    .nullish(),
});
export type AccountWire = z.infer<typeof accountWire>;

export const securityWire = z.object({
  security_id: id,
  name: optionalText,
  ticker_symbol: optionalText,
  type: optionalText,
  subtype: optionalText,
  is_cash_equivalent: z.boolean().nullish(),
  close_price: optionalNumber,
  close_price_as_of: optionalText,
  update_datetime: optionalText,
  isin: optionalText,
  cusip: optionalText,
  figi: optionalText,
  institution_security_id: optionalText,
  institution_id: optionalText,
  proxy_security_id: optionalText,
  market_identifier_code: optionalText,
  sector: optionalText,
  industry: optionalText,
  cfi_code: optionalText,
  option_contract: optionalJson,
  fixed_income: optionalJson,
  ...currency,
});
export type SecurityWire = z.infer<typeof securityWire>;

export const holdingWire = z.object({
  account_id: id,
  security_id: id,
  quantity: number,
  institution_price: number,
  institution_price_as_of: optionalText,
  institution_price_datetime: optionalText,
  institution_value: number,
  cost_basis: optionalNumber,
  vested_quantity: optionalNumber,
  vested_value: optionalNumber,
  tax_lots: optionalJson,
  ...currency,
});
export type HoldingWire = z.infer<typeof holdingWire>;

export const transactionWire = z.object({
  investment_transaction_id: id,
  account_id: id,
  security_id: z.string().max(IDENTIFIER_MAX_CODE_POINTS).nullish(),
  date: text,
  transaction_datetime: optionalText,
  name: text,
  quantity: number,
  amount: number,
  price: number,
  fees: optionalNumber,
  type: text,
  subtype: optionalText,
  cancel_transaction_id: optionalText,
  ...currency,
});
export type TransactionWire = z.infer<typeof transactionWire>;

const itemError = z.object({ error_type: optionalText, error_code: optionalText }).nullish();
const itemWire = z.object({
  item_id: id,
  institution_id: optionalText,
  institution_name: optionalText,
  consent_expiration_time: optionalText,
  webhook: optionalText,
  error: itemError,
});

const investmentsStatus = z.object({ last_successful_update: optionalText });
export const itemAnswer = z.object({
  item: itemWire,
  status: z.object({ investments: investmentsStatus.nullish() }).nullish(),
  ...answer,
});
export type ItemAnswer = z.infer<typeof itemAnswer>;

export const institutionAnswer = z.object({
  institution: z.object({
    institution_id: id,
    name: text,
    logo: optionalText,
    primary_color: optionalText,
    url: optionalText,
  }),
  ...answer,
});
export type InstitutionAnswer = z.infer<typeof institutionAnswer>;

export const accountsAnswer = z.object({ accounts: z.array(accountWire), item: itemWire, ...answer });

export const holdingsAnswer = z.object({
  accounts: z.array(accountWire),
  holdings: z.array(holdingWire),
  securities: z.array(securityWire),
  item: z.object({ error: itemError }).nullish(),
  ...answer,
});

export const transactionsAnswer = z.object({
  accounts: z.array(accountWire),
  investment_transactions: z.array(transactionWire),
  securities: z.array(securityWire),
  /** At most a million: a figure beyond it is a mistake, and would have us ask for thousands of pages. */
  total_investment_transactions: z.string().regex(/^\d{1,6}$/),
  item: z.object({ error: itemError }).nullish(),
  ...answer,
});

export const webhookKeyAnswer = z.object({
  key: z.object({ alg: text, crv: text, kid: text, kty: text, x: text, y: text, expired_at: optionalNumber }),
  ...answer,
});

/** What we read of a webhook, whatever its type. */
export const webhookWire = z.object({
  webhook_type: webhookName,
  webhook_code: webhookName,
  item_id: id.nullish(),
  environment: optionalText,
  cancelled_investments_transactions: optionalNumber,
  consent_expiration_time: optionalText,
  disconnect_time: optionalText,
});

export const linkTokenAnswer = z.object({ link_token: id, expiration: text, ...answer });
/** What Link sessions ended with, where Plaid tells it; the rest of them is not read. */
const linkSession = z.object({
  results: z.object({ item_add_results: z.array(z.object({ public_token: optionalText })).nullish() }).nullish(),
});
export const linkTokenGetAnswer = z.object({ link_sessions: z.array(linkSession).nullish(), ...answer });
export const exchangeAnswer = z.object({ access_token: id, item_id: id, ...answer });
export const replacedTokenAnswer = z.object({ new_access_token: id, ...answer });
export const publicTokenAnswer = z.object({ public_token: id, ...answer });
export const emptyAnswer = z.object({ ...answer });
