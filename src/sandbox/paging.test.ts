import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, rowsOf, startCaller } from "@/sandbox/testing/caller";

let sandbox: Caller;
let access_token: string;
const NOW = new Date("2026-06-17T15:00:30Z");

beforeAll(async () => {
  sandbox = await startCaller();
  sandbox.control.setClock(NOW);
  ({ token: access_token } = await sandbox.link({ username: "user_bulk_12_1234" }));
});
afterAll(() => sandbox.close());

function page(options: object, dates: object = {}) {
  const body = { access_token, start_date: "2024-06-17", end_date: "2026-06-17", ...dates, options };
  return sandbox.call("/investments/transactions/get", body);
}

test("pages join to every row once, newest first, with the securities of the page", async () => {
  const pages = [
    await page({ count: 500 }),
    await page({ count: 500, offset: 500 }),
    await page({ count: 500, offset: 1000 }),
  ];
  expect(pages.map((answer) => rowsOf(answer, "investment_transactions").length)).toEqual([500, 500, 234]);
  expect(pages.map(({ body }) => body.total_investment_transactions)).toEqual([1234, 1234, 1234]);
  const rows = pages.flatMap((answer) => rowsOf(answer, "investment_transactions"));
  expect(new Set(rows.map((row) => row.investment_transaction_id)).size).toBe(1234);
  const dates = rows.map((row) => String(row.date));
  expect(dates).toEqual([...dates].sort().reverse());
  for (const answer of pages) {
    const referred = new Set(rowsOf(answer, "investment_transactions").map((row) => row.security_id));
    expect(new Set(rowsOf(answer, "securities").map((row) => row.security_id))).toEqual(referred);
  }
  expect(rowsOf(await page({ offset: 1234 }), "investment_transactions")).toEqual([]);
});

test("a hundred rows unless asked otherwise, and both dates count as within", async () => {
  expect(rowsOf(await page({}), "investment_transactions")).toHaveLength(100);
  const day = String(rowsOf(await page({ count: 1 }), "investment_transactions")[0]?.date);
  const within = rowsOf(await page({}, { start_date: day, end_date: day }), "investment_transactions");
  expect(within.length).toBeGreaterThan(0);
  expect(new Set(within.map((row) => row.date))).toEqual(new Set([day]));
});

test("a bulk login has as many holdings and transactions as its name says", async () => {
  const holdings = await sandbox.call("/investments/holdings/get", { access_token });
  expect(rowsOf(holdings, "holdings")).toHaveLength(12);
  expect(rowsOf(holdings, "securities")).toHaveLength(12);
});

test("a bulk login of several accounts deals its rows out to them, beside a bank account", async () => {
  const { token } = await sandbox.link({ username: "user_bulk_25_100_3" });
  const holdings = await sandbox.call("/investments/holdings/get", { access_token: token });
  const accounts = rowsOf(holdings, "accounts");
  expect(accounts.map(({ type }) => type)).toEqual(["investment", "investment", "investment", "depository"]);
  const held = rowsOf(holdings, "holdings").map((row) => row.account_id);
  expect(accounts.map(({ account_id }) => held.filter((id) => id === account_id).length)).toEqual([9, 8, 8, 0]);
  const dates = { start_date: "2024-06-17", end_date: "2026-06-17" };
  const { body } = await sandbox.call("/investments/transactions/get", { access_token: token, ...dates });
  expect(body.total_investment_transactions).toBe(100);
});
