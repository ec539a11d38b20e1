import { beforeEach, describe, expect, test } from "vitest";
import { addDays, type CalendarDate } from "@/domain/calendar-date";
import { startEngine } from "@/testing/engine";
import { num, wireAccount, wireHolding, wireSecurity, wireTransaction } from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";

const engine = await startEngine();
const at = (instant: string) => engine.setClock(new Date(instant));
const JANUARY = { startDate: "2026-01-01" as CalendarDate, endDate: "2026-01-31" as CalendarDate };
const base = { accounts: [wireAccount("a")], securities: [wireSecurity("s")], holdings: [wireHolding("a", "s")] };
beforeEach(() => at("2026-02-01T12:00:00Z"));

describe("R-06: an answer without positions", () => {
  const outcome = (refresh: Promise<unknown>) =>
    refresh.then(
      () => "stored",
      () => "doubted",
    );
  const positionsOf = async (item: Awaited<ReturnType<typeof linkShowing>>) =>
    (await item.holdings()).rows.filter((row) => row.kind === "position").length;

  test("is believed of an account that never had any, whatever an account that is no longer shown holds", async () => {
    const cash = wireAccount("cash");
    const item = await linkShowing(engine, { ...base, accounts: [wireAccount("a"), cash] });
    await item.refresh();
    item.show({ accounts: [cash] });
    for (const minute of ["10", "14", "18"]) {
      at(`2026-02-01T12:${minute}:00Z`);
      expect(await outcome(item.refresh())).toBe("stored");
    }
    expect(await positionsOf(item)).toBe(1);
  });

  test.each([
    ["a balance that is not given", null, "doubted"],
    ["a balance above zero", num("1"), "doubted"],
    ["a balance of zero", num("0.00"), "stored"],
  ])("with %s", async (_name, current, expected) => {
    const item = await linkShowing(engine, base);
    await item.refresh();
    item.show({ accounts: [wireAccount("a", { current })] });
    expect(await outcome(item.refresh())).toBe(expected);
    expect(await positionsOf(item)).toBe(expected === "stored" ? 0 : 1);
  });
});

describe("T8: transactions that are missing among many others", () => {
  const many = (count: number, date: (at: number) => string) =>
    Array.from({ length: count }, (_, i) => wireTransaction(`m${String(i).padStart(2, "0")}`, "a", date(i)));
  const tell = async (itemId: string) => {
    const [row] = await engine.query<{ removed: number; marked: number }>(
      `SELECT count(removed_at)::int AS removed, count(missing_since)::int AS marked FROM investment_transaction WHERE item_id = $1`,
      [itemId],
    );
    return row;
  };

  test("are withdrawn by the next refresh although its window has moved on", async () => {
    const rows = many(60, (i) => addDays("2026-01-03" as CalendarDate, Math.floor(i / 2)));
    const item = await linkShowing(engine, { ...base, investment_transactions: rows });
    await item.refresh();
    item.show(base);
    const states: unknown[] = [];
    for (const day of ["02", "03", "04"]) {
      at(`2026-02-${day}T12:00:00Z`);
      await item.refresh();
      states.push({ ...(await item.row()), ...(await tell(item.itemId)) });
    }
    const settled = { state: "ok", reason: null, removed: 60, marked: 0 };
    expect(states).toEqual([
      { state: "suspect", reason: "suspect_withdrawn", removed: 0, marked: 60 },
      settled,
      settled,
    ]);
  });

  test("stay in doubt while refreshes look elsewhere", async () => {
    const rows = many(30, () => "2026-01-05");
    const item = await linkShowing(engine, { ...base, investment_transactions: rows });
    await item.refresh(JANUARY);
    item.show(base);
    await item.refresh(JANUARY);
    await item.refresh({ startDate: "2025-01-01" as CalendarDate, endDate: "2025-01-02" as CalendarDate });
    expect(await item.row()).toEqual({ state: "suspect", reason: "suspect_withdrawn" });
    expect(await tell(item.itemId)).toEqual({ removed: 0, marked: 30 });
  });

  test("lose their mark when they are shown again, and nothing counts as changed", async () => {
    const rows = many(30, () => "2026-01-05");
    const item = await linkShowing(engine, { ...base, investment_transactions: rows });
    await item.refresh(JANUARY);
    item.show(base);
    await item.refresh(JANUARY);
    item.show({ ...base, investment_transactions: rows });
    await item.refresh(JANUARY);
    expect(await item.row()).toEqual({ state: "ok", reason: null });
    expect(await tell(item.itemId)).toEqual({ removed: 0, marked: 0 });
    const [counts] = await engine.query(
      "SELECT transactions_changed AS changed, transactions_unchanged AS unchanged FROM item_refresh WHERE item_id = $1 ORDER BY fence DESC LIMIT 1",
      [item.itemId],
    );
    expect(counts).toEqual({ changed: 0, unchanged: 30 });
  });

  test("lose their mark outside the window too, when those inside are shown again", async () => {
    const both = { startDate: "2025-12-01" as CalendarDate, endDate: "2026-01-31" as CalendarDate };
    const rows = many(30, (i) => (i < 10 ? "2025-12-15" : "2026-01-05"));
    const item = await linkShowing(engine, { ...base, investment_transactions: rows });
    await item.refresh(both);
    item.show(base);
    await item.refresh(both);
    expect(await tell(item.itemId)).toEqual({ removed: 0, marked: 30 });
    item.show({ ...base, investment_transactions: rows });
    await item.refresh(JANUARY);
    expect(await item.row()).toEqual({ state: "ok", reason: null });
    expect(await tell(item.itemId)).toEqual({ removed: 0, marked: 0 });
  });

  test("of an account that is no longer shown leave the Item in no doubt: nothing could ever settle it", async () => {
    const rows = many(30, () => "2026-01-05");
    const item = await linkShowing(engine, {
      ...base,
      accounts: [wireAccount("a"), wireAccount("b")],
      investment_transactions: rows,
    });
    await item.refresh(JANUARY);
    item.show({ ...base, accounts: [wireAccount("a"), wireAccount("b")] });
    await item.refresh(JANUARY);
    item.show({ accounts: [wireAccount("b")] });
    await item.refresh(JANUARY);
    expect(await item.row()).toEqual({ state: "ok", reason: null });
    expect(await tell(item.itemId)).toEqual({ removed: 0, marked: 30 });
  });
});
