import fc from "fast-check";
import type { UserId } from "@/domain/ids";
import type { Engine } from "./engine";

export type StoredAccount = {
  currency: string | null;
  balance: string | null;
  loan: string | null;
  type: string;
  isActive: boolean;
};
export type StoredPosition = {
  account: number;
  security: number;
  quantity: string;
  value: string;
  basis: string | null;
  price: string;
  currency: string | null;
  pricedOn: string | null;
};
export type StoredPortfolio = { accounts: StoredAccount[]; positions: StoredPosition[] };

const NAMED = [
  ["Apple Inc.", "AAPL", "equity", "Technology"],
  ["apple juice", null, "equity", "Food"],
  [null, "ZURN", "etf", null],
  [null, null, null, null],
  ["US Dollar", "CUR:USD", "cash", "Cash"],
] as const;
const UNREMARKABLE = Array.from(
  { length: 9 },
  (_, i) => [`Fund ${i}`, `F${i}`, "etf", i % 2 ? "Technology" : null] as const,
);
const SECURITIES = [...NAMED, ...UNREMARKABLE];

/** The securities that portfolios are made of: s0, s1 and so on. */
export async function storeSecurities(engine: Engine): Promise<void> {
  for (const [i, row] of SECURITIES.entries())
    await engine.query(
      "INSERT INTO security (security_id, name, ticker_symbol, type, sector, updated_at) VALUES ($1, $2, $3, $4, $5, now())",
      [`s${i}`, ...row],
    );
}

let users = 0;

/** Two Items, accounts by turns in either; a currency in small letters is an unofficial one, `USD/usdx` has both codes. */
export async function storePortfolio(engine: Engine, { accounts, positions }: StoredPortfolio): Promise<UserId> {
  const userId = `user-${++users}` as UserId;
  const code = (currency: string | null) => {
    const codes = currency?.split("/") ?? [];
    const find = (isIso: boolean) => codes.find((one) => (one === one.toUpperCase()) === isIso) ?? null;
    return [find(true), find(false)];
  };
  await engine.query("INSERT INTO app_user (id) VALUES ($1)", [userId]);
  for (const i of [0, 1])
    await engine.query(
      "INSERT INTO item (item_id, user_id, institution_name, linked_at, refreshed_at, state) VALUES ($1, $2, $3, now(), now(), 'ok')",
      [`${userId}-${i}`, userId, i === 0 ? "Acorn" : null],
    );
  for (const [i, account] of accounts.entries()) {
    const place = [`${userId}-${i % 2}`, `account-${i}`];
    await engine.query(
      `INSERT INTO account (item_id, account_id, name, mask, type, iso_currency_code, unofficial_currency_code, balance_current,
         margin_loan_amount, is_active, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now())`,
      [
        ...place,
        `Account ${i % 3}`,
        i % 2 ? "12" : null,
        account.type,
        ...code(account.currency),
        account.balance,
        account.loan,
        account.isActive,
      ],
    );
    await engine.query(
      `INSERT INTO account_day (item_id, account_id, date, is_active, position_totals, position_count)
       VALUES ($1, $2, '2026-01-30', true, '{}', 0)`,
      place,
    );
  }
  for (const position of positions) {
    const account = position.account % accounts.length;
    await engine.query(
      `INSERT INTO holding (item_id, account_id, security_id, quantity, institution_price, institution_value, cost_basis,
         institution_price_as_of, iso_currency_code, unofficial_currency_code, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now()) ON CONFLICT DO NOTHING`,
      [
        ...[
          `${userId}-${account % 2}`,
          `account-${account}`,
          `s${position.security}`,
          position.quantity,
          position.price,
        ],
        ...[position.value, position.basis, position.pricedOn, ...code(position.currency)],
      ],
    );
  }
  return userId;
}

const amount = fc.constantFrom(
  "0",
  "1",
  "-1",
  "-250.5",
  "100",
  "100.01",
  "99999999999.000000000000000001",
  "0.000000000000000001",
);
const currency = fc.constantFrom("USD", "USD", "USD", "USD/usdx", "EUR", "btc", null);
export const portfolios: fc.Arbitrary<StoredPortfolio> = fc.record({
  accounts: fc.array(
    fc.record({
      currency,
      balance: fc.option(amount),
      loan: fc.option(amount),
      type: fc.constantFrom("investment", "investment", "depository"),
      isActive: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  positions: fc.array(
    fc.record({
      ...{
        account: fc.nat({ max: 3 }),
        security: fc.nat({ max: SECURITIES.length - 1 }),
        quantity: amount,
        value: amount,
      },
      ...{
        basis: fc.option(amount),
        price: amount,
        currency,
        pricedOn: fc.constantFrom("2026-01-30", "2026-01-01", null),
      },
    }),
    { maxLength: 30 },
  ),
});
