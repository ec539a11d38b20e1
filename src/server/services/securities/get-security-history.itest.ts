import { expect, test } from "vitest";
import type { HistoryRange } from "@/domain/history-range";
import { ALL, parseScope } from "@/domain/scope";
import { startEngine } from "@/testing/engine";
import { num, type WireRow, wireAccount, wireHolding, wireSecurity } from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";
import { getSecurityHistory } from "./get-security-history";

const engine = await startEngine();
const noonOf = (date: string) => engine.setClock(new Date(`${date}T12:00:00Z`));
type Asked = { range?: HistoryRange; scope?: string };
type Item = Awaited<ReturnType<typeof linkShowing>>;

async function refreshOn(item: Item, date: string, holdings: WireRow[]): Promise<void> {
  noonOf(date);
  item.show({ accounts: [wireAccount("a"), wireAccount("b")], securities: [wireSecurity("s")], holdings });
  await item.refresh();
}

const history = ({ userId }: Pick<Item, "userId">, { range = "all", scope = "" }: Asked = {}) =>
  getSecurityHistory(engine.ctx(), { userId, securityId: "s", range, scope: parseScope(scope) ?? ALL });

const holding = (account: string, value: number, quantity = 10) =>
  wireHolding(account, "s", { institution_value: num(value), quantity: num(quantity) });

noonOf("2026-01-01");
const item = await linkShowing(engine, {});
await refreshOn(item, "2026-01-10", [holding("a", 100)]);
await refreshOn(item, "2026-01-15", [holding("a", 100), holding("b", 7, 1)]);
await refreshOn(item, "2026-01-20", [holding("a", 120)]);
noonOf("2026-02-01");

test("snapshots tell from when to when each account held what, newest first", async () => {
  const { snapshots, knownFrom } = await history(item);
  expect(snapshots.map((row) => [row.accountName, row.validFrom, row.validTo, row.quantity, row.value])).toEqual([
    ["Account a", "2026-01-20", null, "10", "120"],
    ["Account b", "2026-01-15", "2026-01-20", "1", "7"],
    ["Account a", "2026-01-10", "2026-01-20", "10", "100"],
  ]);
  expect(knownFrom).toBe("2026-01-10");
});

test("the series adds the accounts up and goes on to today", async () => {
  const { series } = await history(item);
  expect(series).toMatchObject([
    {
      currency: { isoCurrencyCode: "USD" },
      points: [
        { date: "2026-01-10", value: "100", quantity: "10" },
        { date: "2026-01-15", value: "107", quantity: "11" },
        { date: "2026-01-20", value: "120", quantity: "10" },
        { date: "2026-02-01", value: "120", quantity: "10" },
      ],
    },
  ]);
});

test("a range begins with what held on its first date, and leaves out what had ended by then", async () => {
  noonOf("2026-02-17");
  const { series, snapshots, knownFrom } = await history(item, { range: "1m" });
  expect(series[0]?.points.map(({ date, value }) => [date, value])).toEqual([
    ["2026-01-17", "107"],
    ["2026-01-20", "120"],
    ["2026-02-17", "120"],
  ]);
  expect(snapshots).toHaveLength(3);
  noonOf("2026-02-20");
  expect((await history(item, { range: "1m" })).snapshots).toHaveLength(1);
  expect((await history(item, { range: "ytd" })).snapshots).toHaveLength(3);
  expect(knownFrom).toBe("2026-01-10");
  noonOf("2026-02-01");
});

test("a scope tells of its accounts alone", async () => {
  const { snapshots, series } = await history(item, { scope: `${item.itemId}~b` });
  expect(snapshots.map((row) => row.accountId)).toEqual(["b"]);
  expect(series[0]?.points.map(({ value }) => value)).toEqual(["7", "0"]);
});

test("S-06: the history of one user is not in that of another, who holds the same", async () => {
  const other = await linkShowing(engine, {});
  await refreshOn(other, "2026-02-01", [holding("a", 5)]);
  expect((await history(other)).snapshots).toMatchObject([{ value: "5", validFrom: "2026-02-01" }]);
  expect((await history(item)).snapshots).toHaveLength(3);
  await expect(history({ userId: "nobody" })).rejects.toMatchObject({ code: "SECURITY_NOT_FOUND" });
});
