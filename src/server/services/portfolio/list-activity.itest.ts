import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { ActivityQuery, ActivityRow } from "@/contracts/activity";
import type { CalendarDate } from "@/domain/calendar-date";
import type { AccountId, ItemId } from "@/domain/ids";
import type { Scope } from "@/domain/scope";
import { classifyTransaction, TRANSACTION_CLASSES } from "@/domain/transaction-class";
import { disconnectItem } from "@/server/services/items/disconnect-item";
import { startEngine } from "@/testing/engine";
import { num, type WireRow, wireAccount, wireSecurity, wireTransaction } from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";
import { listActivity } from "./list-activity";

const engine = await startEngine();
engine.setClock(new Date("2026-01-31T12:00:00Z"));
const ALL = { startDate: "2024-02-10", endDate: "2026-01-31" } as { startDate: CalendarDate; endDate: CalendarDate };
const itemOf = ({ itemId }: { itemId: string }): Scope => ({ kind: "item", itemId: itemId as ItemId });
const accountOf = ({ itemId }: { itemId: string }, accountId: string): Scope => ({
  ...{ kind: "account", itemId: itemId as ItemId, accountId: accountId as AccountId },
});
const day = (date: string) => date as CalendarDate;

async function linkWith(transactions: WireRow[], { userId = `user-${randomUUID()}`, accounts = ["a", "b"] } = {}) {
  const picture = {
    accounts: accounts.map((id) => wireAccount(id)),
    securities: [
      wireSecurity("s", { name: "Apple Inc.", ticker_symbol: "AAPL" }),
      wireSecurity("z", { name: "Zürich Versicherung", ticker_symbol: "ZURN" }),
    ],
    investment_transactions: transactions,
  };
  const item = await linkShowing(engine, picture, userId);
  await item.refresh(ALL);
  return { ...item, showTransactions: (rows: WireRow[]) => item.show({ ...picture, investment_transactions: rows }) };
}

async function pages(
  userId: string,
  query: ActivityQuery = {},
  between: (page: number) => Promise<void> = async () => {},
) {
  const listed: ActivityRow[][] = [];
  for (let cursor: string | null = null, page = 0; page === 0 || cursor !== null; page++) {
    const { rows, nextCursor } = await listActivity(engine.ctx(), { ...query, userId, cursor });
    listed.push(rows);
    cursor = nextCursor;
    await between(page);
  }
  return listed;
}
const idsOf = async (userId: string, query: ActivityQuery = {}) =>
  (await pages(userId, query)).flat().map((row) => row.transactionId);

const LISTED = [
  wireTransaction("sale", "a", "2026-01-20", {
    ...{ type: "sell", subtype: "sell", security_id: "s", amount: num("-1234.000000000000000001") },
    ...{ quantity: num("-2"), price: num("617"), fees: num("1.5") },
  }),
  wireTransaction("dividend", "b", "2026-01-20", { security_id: "z", name: "Dividend 100% of ZÜRICH" }),
  wireTransaction("fee", "a", "2025-06-01", { type: "fee", subtype: "account fee", amount: num("3") }),
  wireTransaction("wrong", "a", "2025-05-01", { type: "buy", subtype: "buy", amount: num("50") }),
  wireTransaction("undone", "a", "2025-05-02", { type: "cancel", subtype: "buy", cancel_transaction_id: "wrong" }),
  wireTransaction("new_kind", "b", "2024-03-01", { subtype: "rights issue", amount: num("0") }),
];
const listedItem = await linkWith(LISTED);

test("transactions are told with their account, security, kind, exact amounts, and money out as a minus", async () => {
  await engine.query("UPDATE item SET institution_name = 'Acorn' WHERE item_id = $1", [listedItem.itemId]);
  const [rows = []] = await pages(listedItem.userId);
  expect(rows.map((row) => row.transactionId)).toEqual(["dividend", "sale", "fee", "undone", "wrong", "new_kind"]);
  expect(rows[1]).toEqual({
    itemId: listedItem.itemId,
    transactionId: "sale",
    date: "2026-01-20",
    institutionName: "Acorn",
    accountId: "a",
    accountName: "Account a",
    accountMask: "0000",
    kind: "trade",
    label: "Sell",
    type: "sell",
    subtype: "sell",
    name: "Transaction sale",
    securityId: "s",
    tickerSymbol: "AAPL",
    securityName: "Apple Inc.",
    securityType: "equity",
    currency: { isoCurrencyCode: "USD", unofficialCurrencyCode: null },
    quantity: "-2",
    price: "617",
    fees: "1.5",
    cashChange: "1234.000000000000000001",
    status: "live",
  });
  expect(rows[2]).toMatchObject({ kind: "fee", cashChange: "-3", securityId: null, securityName: null });
  expect(rows.map((row) => row.status)).toEqual(["live", "live", "live", "cancelled", "cancelled", "live"]);
});

test.each<[string, ActivityQuery, string[]]>([
  ["kind", { kind: "income" }, ["dividend"]],
  ["cancellations", { kind: "cancel" }, ["undone"]],
  ["an unknown kind", { kind: "unknown" }, ["new_kind"]],
  ["its Item", { scope: itemOf(listedItem) }, ["dividend", "sale", "fee", "undone", "wrong", "new_kind"]],
  ["one of its accounts", { scope: accountOf(listedItem, "b") }, ["dividend", "new_kind"]],
  ["an account that it has not", { scope: accountOf(listedItem, "c") }, []],
  ["an Item that there is not", { scope: itemOf({ itemId: "gone" }) }, []],
  ["security", { securityId: "s" }, ["sale"]],
  ["first date", { startDate: day("2026-01-20") }, ["dividend", "sale"]],
  ["last date", { endDate: day("2025-05-01") }, ["wrong", "new_kind"]],
  ["a span of dates", { startDate: day("2025-05-02"), endDate: day("2025-06-01") }, ["fee", "undone"]],
  ["dates out of order", { startDate: day("2026-01-01"), endDate: day("2025-01-01") }, []],
  ["ticker, whatever its case", { search: "aapl" }, ["sale"]],
  ["name of a security", { search: "apple" }, ["sale"]],
  ["text", { search: "transaction fee" }, ["fee"]],
  ["words from text and security", { search: "zurn dividend" }, ["dividend"]],
  ["letters that ASCII has not", { search: "zürich" }, ["dividend"]],
  ["a per cent sign", { search: "100%" }, ["dividend"]],
  ["a per cent sign that is no wildcard", { search: "1%0" }, []],
  ["an underscore that is no wildcard", { search: "n_w" }, []],
  ["one word of two", { search: "apple pear" }, []],
  ["amounts in and out", { minAmount: "50" }, ["sale", "wrong"]],
  ["an amount to its last place", { minAmount: "1234.000000000000000001" }, ["sale"]],
  ["an amount above it", { minAmount: "1234.000000000000000002" }, []],
  ["what was cancelled", { status: "cancelled" }, ["undone", "wrong"]],
  ["what counts", { status: "live" }, ["dividend", "sale", "fee", "new_kind"]],
  ["what was withdrawn", { status: "withdrawn" }, []],
  ["several at once", { scope: accountOf(listedItem, "a"), kind: "trade", status: "live", search: "inc" }, ["sale"]],
])("filtered by %s", async (_, query, expected) => {
  expect(await idsOf(listedItem.userId, query)).toEqual(expected);
});

test("S-06: another user's transactions are not listed, searched, or reached by ids and cursors", async () => {
  const stranger = await linkWith([wireTransaction("own", "c", "2026-01-20")], { accounts: ["c"] });
  expect(await idsOf(stranger.userId)).toEqual(["own"]);
  for (const query of [
    { scope: itemOf(listedItem) },
    { scope: accountOf(listedItem, "a") },
    { securityId: "s" },
    { search: "apple" },
  ]) {
    expect(await idsOf(stranger.userId, query)).toEqual([]);
  }
  const asStranger = engine.ctx({ kind: "user", userId: stranger.userId, keyId: null });
  await expect(listActivity(asStranger, { userId: listedItem.userId })).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("what a brokerage shows no more is withdrawn, and what a withdrawn cancellation named counts again", async () => {
  const item = await linkWith(LISTED);
  item.showTransactions(LISTED.filter((row) => row.investment_transaction_id !== "undone"));
  await item.refresh(ALL);
  expect(await idsOf(item.userId, { status: "withdrawn" })).toEqual(["undone"]);
  expect(await idsOf(item.userId, { status: "cancelled" })).toEqual([]);
  expect(await idsOf(item.userId, { status: "live" })).toContain("wrong");
});

test("of two Items with accounts of one id, a scope tells which is meant", async () => {
  const [one, other] = [await linkWith([wireTransaction("one", "a", "2026-01-20")]), `user-${randomUUID()}`];
  await linkWith([wireTransaction("two", "a", "2026-01-20")], { userId: one.userId });
  expect((await idsOf(one.userId)).sort()).toEqual(["one", "two"]);
  for (const scope of [itemOf(one), accountOf(one, "a")]) expect(await idsOf(one.userId, { scope })).toEqual(["one"]);
  expect(await idsOf(other, { scope: itemOf(one) })).toEqual([]);
});

test("an Item that was unlinked is not listed", async () => {
  const item = await linkWith(LISTED);
  const ctx = engine.ctx({ kind: "user", userId: item.userId, keyId: null });
  await disconnectItem(ctx, { userId: item.userId, itemId: item.itemId });
  expect(await idsOf(item.userId)).toEqual([]);
});

test("paging meets every transaction once, over Items, while rows come, change and go", async () => {
  const userId = `user-${randomUUID()}`;
  const many = (item: string, count: number) =>
    // Many of one date, so that pages end in the midst of one.
    Array.from({ length: count }, (_, i) =>
      wireTransaction(`${item}${i}`, "a", i < 130 ? "2026-01-25" : `2025-${String(1 + (i % 12)).padStart(2, "0")}-15`),
    );
  const first = many("x", 190);
  const one = await linkWith(first, { userId });
  await linkWith(many("y", 170), { userId });
  const changes = [
    () => [...first, wireTransaction("late", "a", "2026-01-30")],
    () => first.map((row) => ({ ...row, name: "Corrected" })),
    () => first.slice(0, -1),
  ];
  const listed = await pages(userId, {}, async (page) => {
    const change = changes[page];
    if (!change) return;
    one.showTransactions(change());
    await one.refresh(ALL);
  });
  const ids = listed.flat().map((row) => `${row.itemId} ${row.transactionId}`);
  expect(listed.map((page) => page.length)).toEqual([100, 100, 100, 60]);
  expect(new Set(ids).size).toBe(360);
  const dates = listed.flat().map((row) => row.date);
  expect(dates).toEqual([...dates].sort().reverse());
});

test.each(["not a cursor", "", "\u{1f411}", Buffer.from("2026-13-01\na\nb").toString("base64url")])(
  "any other text (%s) is the beginning",
  async (cursor) => {
    const page = await listActivity(engine.ctx(), { userId: listedItem.userId, cursor });
    expect(page.rows).toHaveLength(LISTED.length);
  },
);

test("the database files every type and subtype under the kind that a row is told to have", async () => {
  const types = ["buy", "sell", "cancel", "cash", "fee", "transfer", "barter"];
  const { subtypes } = await import("@/domain/transaction-class").then(
    ({ termsOfClass }) => termsOfClass("unknown").other,
  );
  const pairs = types.flatMap((type) => [...subtypes, "rights issue", null].map((subtype) => ({ type, subtype })));
  expect(pairs).toHaveLength(types.length * 50);
  const item = await linkWith(
    pairs.map((pair, i) => wireTransaction(`pair-${i}`, "a", "2026-01-20", { ...pair, subtype: pair.subtype ?? "" })),
  );
  await engine.query("UPDATE investment_transaction SET subtype = NULL WHERE item_id = $1 AND subtype = ''", [
    item.itemId,
  ]);
  for (const kind of TRANSACTION_CLASSES) {
    const expected = pairs.flatMap((pair, i) => (classifyTransaction(pair).class === kind ? [`pair-${i}`] : []));
    expect((await idsOf(item.userId, { kind })).sort(), kind).toEqual(expected.sort());
  }
});
