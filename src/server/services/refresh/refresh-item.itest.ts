import { beforeAll, describe, expect, test } from "vitest";
import type { CalendarDate } from "@/domain/calendar-date";
import type { AppError } from "@/domain/errors";
import { listConnections } from "@/server/services/items/list-connections";
import { startEngine } from "@/testing/engine";
import { num, type WirePicture, wireAccount, wireHolding, wireSecurity, wireTransaction } from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";
import { digestOfRows } from "@/testing/stored-rows";
import { importHistory } from "./import-history";
import { refreshItem } from "./refresh-item";

const engine = await startEngine();
const JOB = { kind: "job", trigger: "link" } as const;
const JANUARY = { startDate: "2026-01-01" as CalendarDate, endDate: "2026-01-31" as CalendarDate };

/** An Item of a new user that shows exactly this picture. */
async function itemShowing(picture: Partial<WirePicture>) {
  const item = await linkShowing(engine, picture);
  const transactions = () =>
    engine.query<{ id: string; amount: string; removed: boolean }>(
      "SELECT investment_transaction_id AS id, amount::text, removed_at IS NOT NULL AS removed FROM investment_transaction WHERE item_id = $1 ORDER BY 1",
      [item.itemId],
    );
  return { ...item, refresh: (window = JANUARY) => item.refresh(window), transactions };
}

const at = (instant: string) => engine.setClock(new Date(instant));
beforeAll(() => at("2026-02-01T12:00:00Z"));

describe("exact numbers and odd rows", () => {
  test("T1: fractional shares and prices survive to the digit", async () => {
    const item = await itemShowing({
      accounts: [wireAccount("a", { current: num("0.000518518518518518") })],
      securities: [wireSecurity("s")],
      holdings: [
        wireHolding("a", "s", {
          quantity: num("0.123456789012345678"),
          institution_price: num("0.0042"),
          institution_value: num("5.18518518518518e-4"),
          cost_basis: num("1e-18"),
        }),
      ],
    });
    await item.refresh();
    const [row] = (await item.holdings()).rows;
    expect(row).toMatchObject({
      quantity: "0.123456789012345678",
      price: "0.0042",
      value: "0.000518518518518518",
      costBasis: "0.000000000000000001",
    });
  });

  test("T2: a position of 30 million keeps every digit", async () => {
    const item = await itemShowing({
      accounts: [wireAccount("a", { current: num("30000000.123456789012345678") })],
      securities: [wireSecurity("s")],
      holdings: [
        wireHolding("a", "s", { quantity: num("30000000"), institution_value: num("30000000.123456789012345678") }),
      ],
    });
    await item.refresh();
    expect((await item.holdings()).totals[0]?.total).toBe("30000000.123456789012345678");
  });

  test("R-28: a number that cannot be stored exactly fails the refresh and writes nothing", async () => {
    const item = await itemShowing({
      accounts: [wireAccount("a")],
      securities: [wireSecurity("s")],
      holdings: [wireHolding("a", "s", { quantity: num("0.1234567890123456789") })],
    });
    await expect(item.refresh()).rejects.toMatchObject({ code: "REFRESH_FAILED" });
    expect((await item.holdings()).rows).toEqual([]); // not even its balance as cash: nothing was believed yet
    const [card] = await listConnections(engine.ctx(), { userId: item.userId });
    expect(card?.reason).toBe("unrepresentable_number");
  });

  test("T3: a short option with negative value is stored and counted", async () => {
    const item = await itemShowing({
      accounts: [wireAccount("a", { current: num("-250") })],
      securities: [
        wireSecurity("o", {
          type: "derivative",
          option_contract: {
            contract_type: "call",
            expiration_date: "2026-12-18",
            strike_price: num("50.5"),
            underlying_security_ticker: "XYZ",
          },
        }),
      ],
      holdings: [
        wireHolding("a", "o", {
          quantity: num("-100"),
          institution_price: num("2.5"),
          institution_value: num("-250"),
          cost_basis: num("-300"),
        }),
      ],
    });
    await item.refresh();
    const { rows, totals } = await item.holdings();
    expect(rows[0]).toMatchObject({ quantity: "-100", contracts: "-1", value: "-250", gain: "50" });
    expect(totals[0]?.total).toBe("-250");
  });

  test("T4: no ticker, no description, no security at all", async () => {
    const item = await itemShowing({
      accounts: [wireAccount("a")],
      securities: [wireSecurity("plain", { ticker_symbol: null, name: null })],
      holdings: [wireHolding("a", "plain"), wireHolding("a", "undescribed")],
      investment_transactions: [
        wireTransaction("t1", "a", "2026-01-05"),
        wireTransaction("t2", "a", "2026-01-06", { security_id: "never-described" }),
      ],
    });
    const { upserts } = await item.refresh();
    expect(upserts).toEqual({ securities: 3, holdings: 2, investmentTransactions: 2 });
    const placeholders = await engine.query(
      "SELECT security_id FROM security WHERE is_placeholder AND security_id = ANY($1) ORDER BY 1",
      [["never-described", "undescribed", "plain"]],
    );
    expect(placeholders.map((row) => Object.values(row)[0])).toEqual(["never-described", "undescribed"]);
  });

  test("a placeholder never overwrites a description", async () => {
    const describing = await itemShowing({
      accounts: [wireAccount("a")],
      securities: [wireSecurity("shared", { name: "Known Corp" })],
      holdings: [wireHolding("a", "shared")],
    });
    await describing.refresh();
    const naming = await itemShowing({ accounts: [wireAccount("a")], holdings: [wireHolding("a", "shared")] });
    await naming.refresh();
    expect((await naming.holdings()).rows.map((row) => row.name)).toContain("Known Corp");
  });

  test("T5: holdings without any transaction", async () => {
    const item = await itemShowing({
      accounts: [wireAccount("a")],
      securities: [wireSecurity("s")],
      holdings: [wireHolding("a", "s")],
    });
    expect((await item.refresh()).upserts).toEqual({ securities: 1, holdings: 1, investmentTransactions: 0 });
  });

  test("rows that repeat an account and security are added up; an unknown basis makes the sum unknown", async () => {
    const item = await itemShowing({
      accounts: [wireAccount("a")],
      securities: [wireSecurity("s")],
      holdings: [
        wireHolding("a", "s", { quantity: num("1.5"), institution_value: num("15"), cost_basis: num("10") }),
        wireHolding("a", "s", { quantity: num("2.5"), institution_value: num("25"), cost_basis: null }),
      ],
    });
    expect((await item.refresh()).upserts.holdings).toBe(1);
    expect((await item.holdings()).rows.find((row) => row.kind === "position")).toMatchObject({
      quantity: "4",
      value: "40",
      costBasis: null,
      gain: null,
    });
  });

  test("T19: currencies are never mixed", async () => {
    const currency = (code: string) => ({ iso_currency_code: code, unofficial_currency_code: null });
    const item = await itemShowing({
      accounts: [wireAccount("a", { current: num("500") })],
      securities: [wireSecurity("u"), wireSecurity("e"), wireSecurity("x")],
      holdings: [
        wireHolding("a", "u", { institution_value: num("100") }),
        wireHolding("a", "e", { institution_value: num("200"), ...currency("EUR") }),
        wireHolding("a", "x", {
          institution_value: num("3"),
          iso_currency_code: null,
          unofficial_currency_code: "DOGE",
        }),
      ],
    });
    await item.refresh();
    const { totals } = await item.holdings();
    expect(
      totals
        .map((total) => [total.currency.isoCurrencyCode ?? total.currency.unofficialCurrencyCode, total.total])
        .sort(),
    ).toEqual([
      ["DOGE", "3"],
      ["EUR", "200"],
      ["USD", "100"],
    ]);
    expect(totals.find((total) => total.currency.isoCurrencyCode === "USD")?.incomplete).toEqual([
      "mixed_currency_account",
    ]);
  });
});

describe("what leaves and what comes back", () => {
  const base: Partial<WirePicture> = {
    accounts: [wireAccount("a")],
    securities: [wireSecurity("s"), wireSecurity("t")],
    holdings: [wireHolding("a", "s"), wireHolding("a", "t")],
  };

  test("T6: a sold position leaves the current set and stays in history", async () => {
    const item = await itemShowing(base);
    at("2026-01-10T12:00:00Z");
    await item.refresh();
    at("2026-01-12T12:00:00Z");
    item.show({ ...base, holdings: [wireHolding("a", "s")] });
    await item.refresh();
    at("2026-02-01T12:00:00Z");
    expect((await item.holdings()).rows.filter((row) => row.kind === "position").map((row) => row.securityId)).toEqual([
      "s",
    ]);
    const versions = await engine.query(
      "SELECT security_id, valid_from::text, valid_to::text FROM holding_version WHERE item_id = $1 ORDER BY 1",
      [item.itemId],
    );
    expect(versions).toEqual([
      { security_id: "s", valid_from: "2026-01-10", valid_to: null },
      { security_id: "t", valid_from: "2026-01-10", valid_to: "2026-01-12" },
    ]);
  });

  test("T7: the last refresh of a day wins", async () => {
    const item = await itemShowing(base);
    at("2026-01-10T09:00:00Z");
    await item.refresh();
    at("2026-01-10T15:00:00Z");
    item.show({ ...base, holdings: [wireHolding("a", "s", { institution_value: num("777") }), wireHolding("a", "t")] });
    await item.refresh();
    at("2026-02-01T12:00:00Z");
    const versions = await engine.query(
      "SELECT valid_from::text, valid_to, institution_value::float8 AS value FROM holding_version WHERE item_id = $1 AND security_id = 's'",
      [item.itemId],
    );
    expect(versions).toEqual([{ valid_from: "2026-01-10", valid_to: null, value: 777 }]);
  });

  test("T8: a corrected amount updates, a missing row becomes a tombstone, a returning row lives again", async () => {
    const [t1, t2] = [wireTransaction("t1", "a", "2026-01-05"), wireTransaction("t2", "a", "2026-01-06")];
    const item = await itemShowing({ ...base, investment_transactions: [t1, t2] });
    await item.refresh();
    item.show({
      ...base,
      investment_transactions: [wireTransaction("t1", "a", "2026-01-05", { amount: num("-5.25") })],
    });
    await item.refresh();
    expect(await item.transactions()).toEqual([
      { id: "t1", amount: "-5.250000000000000000", removed: false },
      { id: "t2", amount: "-5.000000000000000000", removed: true },
    ]);
    item.show({ ...base, investment_transactions: [t1, t2] });
    await item.refresh();
    expect((await item.transactions()).every((row) => !row.removed)).toBe(true);
  });

  test("T8: rows outside the window, and of accounts that are not shown, are left alone", async () => {
    const other = wireAccount("b");
    const item = await itemShowing({
      ...base,
      accounts: [wireAccount("a"), other],
      investment_transactions: [
        wireTransaction("old", "a", "2025-12-31"),
        wireTransaction("elsewhere", "b", "2026-01-07"),
      ],
    });
    await item.refresh({ startDate: "2025-12-01" as CalendarDate, endDate: "2026-01-31" as CalendarDate });
    item.show(base);
    await item.refresh();
    expect((await item.transactions()).map((row) => row.removed)).toEqual([false, false]);
    const accounts = await engine.query(
      "SELECT account_id, is_active FROM account WHERE item_id = $1 AND account_id IN ('a','b') ORDER BY 1",
      [item.itemId],
    );
    expect(accounts).toEqual([
      { account_id: "a", is_active: true },
      { account_id: "b", is_active: false },
    ]);
  });

  test("T8: rows of an account that is shown, but not beside the transactions, are left alone", async () => {
    const accounts = [wireAccount("a"), wireAccount("b")];
    const rows = ["a", "b"].map((account) => wireTransaction(`of-${account}`, account, "2026-01-05"));
    const item = await itemShowing({ ...base, accounts, investment_transactions: rows });
    await item.refresh();
    const ofB = { edit: "remove", where: { account_id: "b" } } as const;
    engine.sandbox.addFault({
      path: "/investments/transactions/get",
      itemId: item.itemId,
      times: "always",
      kind: "picture",
      change: [
        { ...ofB, list: "accounts" },
        { ...ofB, list: "investment_transactions" },
      ],
    });
    await item.refresh();
    engine.sandbox.clearFaults(item.itemId);
    expect((await item.transactions()).map((row) => row.removed)).toEqual([false, false]);
  });

  test("T8: rows that are older than Plaid looks back stay for ever, whatever window is asked for", async () => {
    const rows = ["2024-01-05", "2024-02-01", "2024-02-02", "2025-06-01"].map((date) =>
      wireTransaction(date, "a", date),
    );
    const item = await itemShowing({ ...base, investment_transactions: rows });
    at("2025-12-01T12:00:00Z");
    const always = { startDate: "2020-01-01" as CalendarDate, endDate: "2026-12-31" as CalendarDate };
    await item.refresh(always);
    at("2026-02-01T12:00:00Z");
    item.show(base);
    await item.refresh(always);
    const removed = (await item.transactions()).map((row) => [row.id, row.removed]);
    expect(removed).toEqual([
      ["2024-01-05", false],
      ["2024-02-01", false],
      ["2024-02-02", false],
      ["2025-06-01", true],
    ]);
  });

  test("T8: a mass withdrawal is held back until a second refresh agrees", async () => {
    const rows = Array.from({ length: 30 }, (_, i) => wireTransaction(`m${i}`, "a", "2026-01-05"));
    const item = await itemShowing({ ...base, investment_transactions: rows });
    await item.refresh();
    item.show({ ...base, investment_transactions: rows.slice(0, 3) });
    await item.refresh();
    expect((await item.transactions()).filter((row) => row.removed)).toHaveLength(0);
    expect((await listConnections(engine.ctx(), { userId: item.userId }))[0]?.state).toBe("suspect");
    await item.refresh();
    expect((await item.transactions()).filter((row) => row.removed)).toHaveLength(27);
    expect((await listConnections(engine.ctx(), { userId: item.userId }))[0]?.state).toBe("ok");
  });

  test("R-06: an empty answer wipes nothing until it is confirmed five minutes later", async () => {
    const item = await itemShowing(base);
    await item.refresh();
    item.show({ ...base, holdings: [] });
    await expect(item.refresh()).rejects.toMatchObject({ code: "REFRESH_FAILED" });
    at("2026-02-01T12:04:00Z");
    await expect(item.refresh()).rejects.toMatchObject({ code: "REFRESH_FAILED" });
    expect((await item.holdings()).rows.filter((row) => row.kind === "position")).toHaveLength(2);
    at("2026-02-01T12:05:01Z");
    expect((await item.refresh()).upserts.holdings).toBe(0);
    expect((await item.holdings()).rows.filter((row) => row.kind === "position")).toHaveLength(0);
    at("2026-02-01T12:00:00Z");
  });
});

describe("counts, history and repetition", () => {
  test("T9: 1,900 transactions come in pages of 500 and are all stored", async () => {
    engine.setClock(null);
    const itemId = await engine.link({ userId: "bulk", username: "user_bulk_10_1900" });
    await importHistory(engine.ctx(JOB), { itemId });
    const [count] = await engine.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM investment_transaction WHERE item_id = $1",
      [itemId],
    );
    expect(count?.n).toBe(1900);
    at("2026-02-01T12:00:00Z");
  });

  test("R-05: a second refresh of unchanged data gives the same counts and rewrites no row", async () => {
    const item = await itemShowing({
      accounts: [wireAccount("a")],
      securities: [wireSecurity("same", { option_contract: { strike_price: num("1.50"), contract_type: "put" } })],
      holdings: [wireHolding("a", "same", { tax_lots: [{ quantity: num("10"), institution_lot_id: null }] })],
      investment_transactions: [wireTransaction("t", "a", "2026-01-05", { security_id: "same" })],
    });
    const first = await item.refresh();
    const versions = () =>
      engine.query(
        `SELECT 'account' AS t, xmin::text FROM account WHERE item_id = $1 UNION ALL SELECT 'holding', xmin::text FROM holding WHERE item_id = $1
         UNION ALL SELECT 'version', xmin::text FROM holding_version WHERE item_id = $1 UNION ALL SELECT 'day', xmin::text FROM account_day WHERE item_id = $1
         UNION ALL SELECT 'transaction', xmin::text FROM investment_transaction WHERE item_id = $1 UNION ALL SELECT 'security', xmin::text FROM security WHERE security_id = 'same'`,
        [item.itemId],
      );
    const before = await versions();
    const second = await item.refresh();
    expect(second.upserts).toEqual(first.upserts);
    expect(await versions()).toEqual(before);
  });

  test.each([
    ...["user_good", "user_retirement", "user_crypto", "user_cad", "user_options", "user_bonds", "user_stock_plan"],
    ...["user_mixed", "user_cash", "user_manual", "user_empty"],
  ])("R-05: %s, read twice, is written once", async (username) => {
    at("2026-11-20T15:00:30Z");
    const itemId = await engine.link({ userId: username, username });
    const year = { startDate: "2025-11-20" as CalendarDate, endDate: "2026-11-20" as CalendarDate };
    const read = (ctx = engine.ctx()) => refreshItem(ctx, { userId: username, itemId, window: year });
    const written = async () => [
      await digestOfRows(engine, itemId),
      await engine.query("SELECT security_id, xmin::text FROM security ORDER BY 1"),
    ];
    const first = await read();
    const before = await written();
    expect((await read()).upserts).toEqual(first.upserts);
    expect((await read(engine.otherProcess())).upserts).toEqual(first.upserts);
    expect(await written()).toEqual(before);
    at("2026-02-01T12:00:00Z");
  });

  test("a window after today asks no transactions, and counts none", async () => {
    const item = await itemShowing({
      accounts: [wireAccount("a")],
      securities: [wireSecurity("s")],
      holdings: [wireHolding("a", "s")],
      investment_transactions: [wireTransaction("t", "a", "2026-01-05")],
    });
    const { upserts } = await item.refresh({
      startDate: "2026-03-01" as CalendarDate,
      endDate: "2026-03-31" as CalendarDate,
    });
    expect(upserts).toEqual({ securities: 1, holdings: 1, investmentTransactions: 0 });
  });

  test("T18: a missing basis is not counted as gain", async () => {
    const item = await itemShowing({
      accounts: [wireAccount("a", { current: num("300") })],
      securities: [wireSecurity("s"), wireSecurity("t"), wireSecurity("u")],
      holdings: [
        wireHolding("a", "s", { institution_value: num("100"), cost_basis: num("80") }),
        wireHolding("a", "t", { institution_value: num("100"), cost_basis: null }),
        wireHolding("a", "u", { institution_value: num("100"), cost_basis: num("0") }),
      ],
    });
    await item.refresh();
    const { totals } = await item.holdings();
    expect(totals[0]).toMatchObject({
      total: "300",
      unrealizedGain: "20",
      unrealizedGainFraction: "0.25",
      missingBasisCount: 2,
    });
  });
});

describe("faults leave the old portfolio", () => {
  const holdingsPath = "/investments/holdings/get";
  const picture: Partial<WirePicture> = {
    accounts: [wireAccount("a")],
    securities: [wireSecurity("s")],
    holdings: [wireHolding("a", "s")],
  };

  test.each([
    ["login required", { kind: "error", code: "ITEM_LOGIN_REQUIRED" }, "reauth_required", "ITEM_LOGIN_REQUIRED"],
    ["an unknown code", { kind: "error", code: "BRAND_NEW_CODE" }, "ok", "BRAND_NEW_CODE"],
    ["HTML instead of JSON", { kind: "response", status: 200, body: "<html>" }, "ok", "bad_answer"],
    ["JSON of another shape", { kind: "response", status: 200, body: '{"accounts":3}' }, "ok", "bad_answer"],
    ["a wrong key", { kind: "error", code: "INVALID_ACCESS_TOKEN" }, "ok", "INVALID_ACCESS_TOKEN"],
  ] as const)("%s", async (_name, effect, state, reason) => {
    const item = await itemShowing(picture);
    await item.refresh();
    engine.sandbox.addFault({ path: holdingsPath, itemId: item.itemId, times: "always", ...effect });
    const failure = await item.refresh().catch((error: AppError) => error);
    expect(failure).toMatchObject({ code: "REFRESH_FAILED", text: null });
    engine.sandbox.clearFaults();
    const [card] = await listConnections(engine.ctx(), { userId: item.userId });
    expect(card).toMatchObject({ state, reason });
    expect(card?.stateText).toBeTruthy();
    expect((await item.holdings()).rows.filter((row) => row.kind === "position")).toHaveLength(1);

    await item.refresh();
    expect((await listConnections(engine.ctx(), { userId: item.userId }))[0]).toMatchObject({
      state: "ok",
      reason: null,
      stateText: null,
    });
  });

  test("T14: another user's Item is not found, and nothing is left of the asking", async () => {
    const item = await itemShowing(picture);
    const traces = () =>
      engine.query(
        `SELECT (SELECT count(*) FROM refresh_run)::int AS runs, (SELECT sum(fence) FROM item)::int AS fences,
           (SELECT count(*) FROM item WHERE lease_owner IS NOT NULL)::int AS leases`,
      );
    const before = await traces();
    await expect(
      refreshItem(engine.ctx(), { userId: "mallory", itemId: item.itemId, window: null }),
    ).rejects.toMatchObject({ code: "ITEM_NOT_FOUND" });
    expect(await traces()).toEqual(before);
  });

  test("whoever asks for another user's Item while it is refreshed does not share what comes of it", async () => {
    const item = await itemShowing(picture);
    engine.sandbox.addFault({ path: "/investments/holdings/get", itemId: item.itemId, kind: "delay", delayMs: 500 });
    const refreshing = item.refresh();
    await expect(
      refreshItem(engine.ctx(), { userId: "mallory", itemId: item.itemId, window: null }),
    ).rejects.toMatchObject({ code: "ITEM_NOT_FOUND" });
    await refreshing;
  });

  test("T15: no log line ever holds a token", () => {
    expect(engine.logLines.length).toBeGreaterThan(10);
    expect(engine.logLines.filter((line) => /(access|public|link)-sandbox-/.test(line))).toEqual([]);
  });
});
