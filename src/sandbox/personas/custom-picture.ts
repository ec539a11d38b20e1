import { derivedId } from "@/sandbox/ids";
import { type JsonObject, type JsonValue, RawJson, rawNumber, render } from "@/sandbox/json";
import { Exact, toCents } from "@/sandbox/market/exact";
import { customSecurityJson } from "@/sandbox/personas/custom-security";
import {
  type CustomAccount,
  type CustomTransaction,
  decimalIn,
  parseCustomUser,
  textIn,
} from "@/sandbox/personas/custom-user";
import type { Picture, PictureHolding, PictureSecurity, PictureSource, PictureTransaction } from "@/sandbox/picture";

type Ids = { seed: string; itemId: string };
type Numbered = { account: CustomAccount; accountId: string; place: number };

const ZERO = new Exact(0);
const INVESTMENT_SUBTYPE = "brokerage";

function digits(value: Exact | null): RawJson | null {
  return value === null ? null : rawNumber(value.toFixed());
}

function currencyOf(fields: JsonObject): { iso_currency_code: string; unofficial_currency_code: null } {
  return { iso_currency_code: textIn(fields, "currency") ?? "USD", unofficial_currency_code: null };
}

function marketValueOf(fields: JsonObject): Exact {
  const quantity = decimalIn(fields, "quantity") ?? ZERO;
  return (
    decimalIn(fields, "institution_value") ?? toCents(quantity.times(decimalIn(fields, "institution_price") ?? ZERO))
  );
}

function accountRow({ account, accountId, place }: Numbered): { accountId: string; json: JsonObject } {
  const { fields, holdings } = account;
  const cash = decimalIn(fields, "force_available_balance") ?? decimalIn(fields, "starting_balance") ?? ZERO;
  const current = holdings.reduce((sum, holding) => sum.plus(marketValueOf(holding.fields)), cash);
  const balances = {
    available: digits(cash),
    current: digits(current),
    limit: null,
    ...currencyOf(fields),
    margin_loan_amount: null,
  };
  const json = {
    account_id: accountId,
    balances,
    mask: textIn(fields, "mask") ?? String(1000 + place),
    name: account.name ?? `Custom Account ${place + 1}`,
    official_name: textIn(fields, "official_name"),
    type: textIn(fields, "type") ?? "investment",
    subtype: textIn(fields, "subtype") ?? INVESTMENT_SUBTYPE,
  };
  return { accountId, json };
}

function holdingRows({ seed }: Ids, { account, accountId }: Numbered): PictureHolding[] {
  return account.holdings.map(({ fields, security }) => {
    const securityId = derivedId(seed, "security", security.key);
    const json = {
      account_id: accountId,
      security_id: securityId,
      institution_price: digits(decimalIn(fields, "institution_price") ?? ZERO),
      institution_price_as_of: textIn(fields, "institution_price_as_of"),
      institution_price_datetime: null,
      institution_value: digits(marketValueOf(fields)),
      cost_basis: digits(decimalIn(fields, "cost_basis")),
      quantity: digits(decimalIn(fields, "quantity") ?? ZERO),
      ...currencyOf(fields),
      vested_quantity: digits(decimalIn(fields, "vested_quantity")),
      vested_value: digits(decimalIn(fields, "vested_value")),
      tax_lots: [],
    };
    return { accountId, securityId, json: new RawJson(render(json)) };
  });
}

function amountOf(fields: JsonObject, isSale: boolean): Exact {
  const quantity = (decimalIn(fields, "quantity") ?? ZERO).abs();
  const gross = quantity.times(decimalIn(fields, "price") ?? ZERO);
  const fees = decimalIn(fields, "fees") ?? ZERO;
  return decimalIn(fields, "amount") ?? (isSale ? fees.minus(gross) : gross.plus(fees));
}

const DEFAULT_SUBTYPES: Readonly<Record<string, string>> = {
  buy: "buy",
  sell: "sell",
  cash: "deposit",
  fee: "account fee",
  transfer: "transfer",
};

function transactionRow(
  { seed }: Ids,
  { accountId }: Numbered,
  { fields, security }: CustomTransaction,
  place: number,
): PictureTransaction {
  const securityId = security === null ? null : derivedId(seed, "security", security.key);
  const type = textIn(fields, "type") ?? "cash";
  const date = textIn(fields, "date") ?? textIn(fields, "date_posted") ?? "1970-01-01";
  const quantity = decimalIn(fields, "quantity") ?? ZERO;
  const json: Record<string, JsonValue> = {
    investment_transaction_id: derivedId(seed, accountId, `custom.${place}`),
    cancel_transaction_id: null,
    account_id: accountId,
    security_id: securityId,
    date,
    transaction_datetime: null,
    name: textIn(fields, "name") ?? textIn(fields, "description") ?? type,
    quantity: digits(type === "sell" ? quantity.abs().negated() : quantity),
    amount: digits(amountOf(fields, type === "sell")),
    price: digits(decimalIn(fields, "price") ?? ZERO),
    fees: digits(decimalIn(fields, "fees")),
    type,
    subtype: textIn(fields, "subtype") ?? DEFAULT_SUBTYPES[type] ?? "adjustment",
    ...currencyOf(fields),
  };
  return { accountId, securityId, date, json: new RawJson(render(json)) };
}

/** The picture of a custom user: it stands still, and every transaction in it is shown whatever the clock says. */
export function customPicture(ids: Ids, customUserText: string): PictureSource {
  const numbered = parseCustomUser(customUserText).map((account, place) => ({
    account,
    accountId: derivedId(ids.seed, ids.itemId, "account", `custom.${place}`),
    place,
  }));
  const accounts = numbered.map(accountRow);
  const holdings = numbered.flatMap((account) => holdingRows(ids, account));
  const transactions = numbered
    .flatMap((owner) => owner.account.transactions.map((row, place) => transactionRow(ids, owner, row, place)))
    .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
  const securities = new Map<string, PictureSecurity>();
  for (const { account } of numbered) {
    for (const { security, fields } of [...account.transactions, ...account.holdings]) {
      if (security === null) continue;
      const securityId = derivedId(ids.seed, "security", security.key);
      const json = customSecurityJson(securityId, security, fields);
      securities.set(securityId, { securityId, json: new RawJson(render(json)) });
    }
  }
  const picture: Picture = {
    accounts: () => accounts,
    holdings: () => holdings,
    transactions: () => transactions,
    securities: (wanted) => [...wanted].flatMap((id) => securities.get(id) ?? []),
  };
  return { at: () => picture };
}
