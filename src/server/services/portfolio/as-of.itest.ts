import { beforeEach, expect, test } from "vitest";
import type { CalendarDate } from "@/domain/calendar-date";
import { disconnectItem } from "@/server/services/items/disconnect-item";
import { refreshItem } from "@/server/services/refresh/refresh-item";
import { startEngine } from "@/testing/engine";
import { num, type WirePicture, type WireRow, wireAccount, wireHolding, wireSecurity } from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";
import { listHoldings } from "./list-holdings";

const engine = await startEngine();
const at = (instant: string) => engine.setClock(new Date(instant));
const noonOf = (date: string) => at(`${date}T12:00:00Z`);
beforeEach(() => noonOf("2026-02-01"));

type Item = Awaited<ReturnType<typeof linkShowing>>;
const asOf = (item: Item, date: string, ctx = engine.ctx()) =>
  listHoldings(ctx, { userId: item.userId, asOf: date as CalendarDate });

/** Account `a`, worth what its positions are. */
function positions(values: Record<string, number>, over: WireRow = {}): Partial<WirePicture> {
  const total = Object.values(values).reduce((sum, value) => sum + value, 0);
  return {
    accounts: [wireAccount("a", { current: num(total), ...over })],
    securities: Object.keys(values).map((id) => wireSecurity(id)),
    holdings: Object.entries(values).map(([id, value]) => wireHolding("a", id, { institution_value: num(value) })),
  };
}

async function refreshOn(item: Item, date: string, picture: Partial<WirePicture>): Promise<void> {
  noonOf(date);
  item.show(picture);
  await item.refresh();
}

/** What is told of a date, in short. */
async function toldOf(item: Item, date: string) {
  const { rows, totals } = await asOf(item, date);
  return {
    rows: Object.fromEntries(rows.map((row) => [row.securityId ?? row.name, Number(row.value)])),
    totals: totals.map((total) => [total.total, ...total.incomplete]),
  };
}

test("a date tells what was held on it, what was sold since included, and no later refresh changes that", async () => {
  const item = await linkShowing(engine, {});
  await refreshOn(item, "2026-01-10", positions({ kept: 100, sold: 50 }));
  await refreshOn(item, "2026-01-20", positions({ kept: 110 }));
  await refreshOn(item, "2026-01-25", positions({ kept: 120, bought: 5 }));
  const first = { rows: { kept: 100, sold: 50 }, totals: [["150"]] };
  const dates = ["2026-01-10", "2026-01-19", "2026-01-20", "2026-01-24", "2026-01-25"];
  const told = await Promise.all(dates.map((date) => toldOf(item, date)));
  const second = { rows: { kept: 110 }, totals: [["110"]] };
  expect(told).toEqual([first, first, second, second, { rows: { kept: 120, bought: 5 }, totals: [["125"]] }]);

  const answers = () =>
    Promise.all(dates.map((date) => asOf(item, date).then(({ rows, totals }) => ({ rows, totals }))));
  const before = await answers();
  await refreshOn(item, "2026-01-26", positions({ other: 7 }));
  await refreshOn(item, "2026-01-27", { accounts: [wireAccount("b")] });
  expect(await answers()).toEqual(before);
});

test("T7: the last refresh of a day is what the day tells", async () => {
  const item = await linkShowing(engine, {});
  at("2026-01-10T09:00:00Z");
  item.show(positions({ s: 1, gone: 2 }));
  await item.refresh();
  at("2026-01-10T18:00:00Z");
  item.show(positions({ s: 3 }));
  await item.refresh();
  noonOf("2026-02-01");
  expect(await toldOf(item, "2026-01-10")).toEqual({ rows: { s: 3 }, totals: [["3"]] });
});

test("before the first refresh nothing is known, and the answer says from when on something is", async () => {
  noonOf("2026-01-01");
  const item = await linkShowing(engine, {});
  expect((await asOf(item, "2026-01-01")).asOf).toMatchObject({ knownFrom: null, notYetKnown: [{ knownFrom: null }] });
  await refreshOn(item, "2026-01-10", positions({ s: 1 }));
  const later = await linkShowing(engine, {}, item.userId);
  await refreshOn(later, "2026-01-20", positions({ s: 1 }));
  const unknown = (one: Item, knownFrom: string) => ({ itemId: one.itemId, institutionName: null, knownFrom });
  expect(await asOf(item, "2026-01-09")).toMatchObject({
    rows: [],
    totals: [],
    asOf: {
      date: "2026-01-09",
      knownFrom: "2026-01-10",
      notYetKnown: [unknown(item, "2026-01-10"), unknown(later, "2026-01-20")],
    },
  });
  expect((await asOf(item, "2026-01-19")).asOf?.notYetKnown).toEqual([unknown(later, "2026-01-20")]);
  expect((await asOf(item, "2026-01-20")).asOf?.notYetKnown).toEqual([]);
});

test("today, and any date to come, tells the current holdings but for the dates of prices", async () => {
  const loan = { available: null, current: num(60), limit: null, margin_loan_amount: num(40) };
  const balances = { ...loan, iso_currency_code: "USD", unofficial_currency_code: null };
  const item = await linkShowing(engine, positions({ s: 100 }, { balances }));
  await item.refresh();
  await item.refresh();
  const { rows, totals } = await item.holdings();
  expect(rows.map((row) => row.name)).toContain("Margin loan");
  for (const date of ["2026-02-01", "2031-01-01"]) {
    const told = await asOf(item, date);
    expect(told.asOf?.date).toBe("2026-02-01");
    expect(told.totals).toEqual(totals);
    expect(told.rows).toEqual(rows.map((row) => ({ ...row, priceAsOf: null, isPriceStale: false })));
  }
});

test("an account that is no longer shown is told as it was, and as not current from then on", async () => {
  const both = { ...positions({ s: 100 }), accounts: [wireAccount("a", { current: num(100) }), wireAccount("b")] };
  const item = await linkShowing(engine, {});
  await refreshOn(item, "2026-01-10", both);
  await refreshOn(item, "2026-01-20", { accounts: [wireAccount("b")] });
  expect(await toldOf(item, "2026-01-19")).toEqual({
    rows: { s: 100, "Cash / unallocated": 1000 },
    totals: [["1100"]],
  });
  const without = { rows: { s: 100, "Cash / unallocated": 1000 }, totals: [["1100", "account_inactive"]] };
  expect(await toldOf(item, "2026-01-20")).toEqual(without);
  await refreshOn(item, "2026-01-30", both);
  expect(await toldOf(item, "2026-01-29")).toEqual(without);
  expect((await toldOf(item, "2026-01-30")).totals).toEqual([["1100"]]);
});

test("S-31: an Item that was disconnected is told of no date any more", async () => {
  const item = await linkShowing(engine, {});
  await refreshOn(item, "2026-01-10", positions({ s: 100 }));
  noonOf("2026-01-20");
  await disconnectItem(engine.ctx(), { userId: item.userId, itemId: item.itemId });
  expect(await asOf(item, "2026-01-19")).toMatchObject({ rows: [], itemCount: 0 });
  expect(await asOf(item, "2026-01-20")).toMatchObject({ rows: [], itemCount: 0 });
});

test("a date begins and ends at midnight of the app's time zone", async () => {
  const base = engine.ctx();
  const inTokyo = { ...base, settings: { ...base.settings, timeZone: "Asia/Tokyo" } };
  const item = await linkShowing(engine, positions({ s: 1 }));
  at("2026-01-10T15:30:00Z");
  await refreshItem(inTokyo, { userId: item.userId, itemId: item.itemId, window: null });
  expect((await asOf(item, "2026-01-10", inTokyo)).rows).toEqual([]);
  expect((await asOf(item, "2026-01-11", inTokyo)).rows).toHaveLength(1);
});

test("after the date went back, today tells the current holdings, and goes on to when it is over", async () => {
  const item = await linkShowing(engine, {});
  await refreshOn(item, "2026-01-10", positions({ s: 1, early: 1 }));
  await refreshOn(item, "2026-01-12", positions({ s: 2, late: 2 }));
  await refreshOn(item, "2026-01-11", positions({ s: 2, late: 2 }));
  const told = { rows: { s: 2, late: 2 }, totals: [["4"]] };
  expect(await toldOf(item, "2026-01-11")).toEqual(told);
  await refreshOn(item, "2026-01-13", positions({ s: 3 }));
  expect(await Promise.all(["2026-01-10", "2026-01-11", "2026-01-12"].map((date) => toldOf(item, date)))).toEqual([
    { rows: { s: 1, early: 1 }, totals: [["2"]] },
    told,
    told,
  ]);
});
