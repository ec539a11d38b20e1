import { Decimal } from "decimal.js";
import { parse } from "lossless-json";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, startCaller } from "@/sandbox/testing/caller";

type Text = Record<string, string>;
type Account = { account_id: string; balances: Text; name: string };
type Shown = { accounts: Account[]; holdings: Text[]; securities: Text[]; rows: Text[] };

const Wide = Decimal.clone({ precision: 60 });
const NOW = "2026-11-18T15:20:30Z";
const LOGINS = [
  "user_good",
  "user_retirement",
  "user_crypto",
  "user_cad",
  "user_bulk_15_400",
  "user_options",
  "user_bonds",
];

let sandbox: Caller;
beforeAll(async () => {
  sandbox = await startCaller({ seed: "market-test" });
});
afterAll(() => sandbox.close());

async function show(access_token: string, instant: string): Promise<Shown> {
  sandbox.control.setClock(new Date(instant));
  const dates = { start_date: "2015-01-01", end_date: "2099-01-01" };
  const held = await sandbox.call("/investments/holdings/get", { access_token });
  const rows: Text[] = [];
  for (;;) {
    const options = { count: 500, offset: rows.length };
    const page = await sandbox.call("/investments/transactions/get", { access_token, ...dates, options });
    const found = exact(page.text).investment_transactions as Text[];
    rows.push(...found);
    if (found.length < 500) return { ...(exact(held.text) as Omit<Shown, "rows">), rows };
  }
}

/** Numbers as the digits they were written with. */
function exact(text: string): Record<string, unknown> {
  return parse(text, null, (digits) => digits) as Record<string, unknown>;
}

function sum(values: (string | undefined)[]): Decimal {
  return values.reduce((total, value) => total.plus(value ?? "0"), new Wide(0));
}

function withoutRequest({ accounts, holdings, securities, rows }: Shown): object {
  return { accounts, holdings, securities, rows };
}

test.each(LOGINS)("%s: the same instant gives the same answer, whatever was asked in between", async (username) => {
  sandbox.control.setClock(new Date(NOW));
  const { token } = await sandbox.link({ username });
  const before = await show(token, NOW);
  await show(token, "2025-02-03T09:00:30Z");
  await show(token, "2027-02-03T09:00:30Z");
  expect(withoutRequest(await show(token, NOW))).toEqual(withoutRequest(before));
});

test.each(LOGINS)("%s: a minute later prices have moved and nothing else has", async (username) => {
  sandbox.control.setClock(new Date(NOW));
  const { token } = await sandbox.link({ username });
  const before = await show(token, NOW);
  const after = await show(token, "2026-11-18T15:21:30Z");
  const quantities = (shown: Shown) => shown.holdings.map((row) => [row.security_id, row.quantity, row.cost_basis]);
  expect(quantities(after)).toEqual(quantities(before));
  expect(after.rows).toEqual(before.rows);
  const prices = (shown: Shown) => shown.holdings.map((row) => row.institution_price);
  expect(prices(after)).not.toEqual(prices(before));
});

test.each(LOGINS)("%s: balances are positions plus cash, and the ledger explains every change", async (username) => {
  sandbox.control.setClock(new Date(NOW));
  const { token } = await sandbox.link({ username });
  const early = await show(token, "2026-05-20T15:20:30Z");
  const late = await show(token, NOW);
  for (const account of late.accounts) {
    const id = account.account_id;
    const ofAccount = (rows: Text[]) => rows.filter((row) => row.account_id === id);
    const securityType = (row: Text) =>
      late.securities.find((security) => security.security_id === row.security_id)?.type;
    const positions = ofAccount(late.holdings).filter((row) => securityType(row) !== "cash");
    const cashOf = ({ available, margin_loan_amount }: Text) =>
      new Wide(available ?? "0").minus(margin_loan_amount ?? "0");
    const total = sum(positions.map((row) => row.institution_value)).plus(cashOf(account.balances));
    expect(total.toFixed()).toBe(account.balances.current);
    for (const row of positions) {
      expect(
        new Wide(row.quantity ?? "0")
          .times(row.institution_price ?? "0")
          .toDecimalPlaces(2)
          .toFixed(),
      ).toBe(row.institution_value);
    }

    const known = new Set(early.rows.map((row) => row.investment_transaction_id));
    const since = ofAccount(late.rows).filter((row) => !known.has(row.investment_transaction_id));
    const cashBefore = cashOf(early.accounts.find((other) => other.account_id === id)?.balances ?? {});
    const cash = cashBefore.minus(sum(since.map((row) => row.amount)));
    expect(cash.toFixed()).toBe(cashOf(account.balances).toFixed());
    const touched = new Set([...ofAccount(early.holdings), ...positions].map((row) => row.security_id));
    for (const securityId of touched) {
      const quantityIn = (rows: Text[]) =>
        sum(
          ofAccount(rows)
            .filter((row) => row.security_id === securityId)
            .map((row) => row.quantity),
        );
      if (late.securities.find((security) => security.security_id === securityId)?.type === "cash") continue;
      if (early.securities.find((security) => security.security_id === securityId)?.type === "cash") continue;
      expect(quantityIn(early.holdings).plus(quantityIn(since)).toFixed()).toBe(quantityIn(late.holdings).toFixed());
    }
  }
});

test("within 180 days a position is sold whole and a new one appears", async () => {
  const { token } = await sandbox.link();
  const ids = async (instant: string) => new Set((await show(token, instant)).holdings.map((row) => row.security_id));
  const early = await ids("2026-05-20T15:20:30Z");
  const late = await ids(NOW);
  expect([...early].some((id) => !late.has(id))).toBe(true);
  expect([...late].some((id) => !early.has(id))).toBe(true);
});

test("history reaches back 24 months from any instant, and ends at it", async () => {
  const { token } = await sandbox.link();
  for (const instant of ["2022-03-01T12:00:30Z", "2026-05-20T12:00:30Z", "2031-07-01T12:00:30Z"]) {
    const dates = (await show(token, instant)).rows.map((row) => row.date ?? "");
    const twoYearsBefore = `${Number(instant.slice(0, 4)) - 2}${instant.slice(4, 10)}`;
    expect(dates.some((date) => date <= twoYearsBefore)).toBe(true);
    expect(dates.every((date) => date <= instant.slice(0, 10))).toBe(true);
  }
});

test("security ids are shared by Items, account and transaction ids are not, and all follow from the seed", async () => {
  const [one, other] = [await sandbox.link(), await sandbox.link()];
  const [a, b] = [await show(one.token, NOW), await show(other.token, NOW)];
  expect(a.holdings.map((row) => row.security_id)).toEqual(b.holdings.map((row) => row.security_id));
  expect(a.accounts[0]?.account_id).not.toBe(b.accounts[0]?.account_id);
  const ids = new Set(a.rows.map((row) => row.investment_transaction_id));
  expect(b.rows.some((row) => ids.has(row.investment_transaction_id))).toBe(false);
});

test("crypto quantities have eighteen decimal places and one account is in an unofficial currency", async () => {
  const { token } = await sandbox.link({ username: "user_crypto" });
  const { holdings, accounts } = await show(token, NOW);
  expect(holdings.filter((row) => /\.\d{18}$/.test(row.quantity ?? "")).length).toBeGreaterThan(1);
  expect(holdings.some((row) => row.iso_currency_code === null && row.unofficial_currency_code === "USDT")).toBe(true);
  expect(accounts.map(({ balances }) => balances.iso_currency_code)).toEqual(["USD", null]);
});
