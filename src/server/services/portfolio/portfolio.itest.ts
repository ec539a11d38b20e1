import { beforeAll, expect, test } from "vitest";
import type { CurrencyTotal, HoldingRow } from "@/contracts/portfolio";
import type { CalendarDate } from "@/domain/calendar-date";
import { refreshItem } from "@/server/services/refresh/refresh-item";
import { startEngine } from "@/testing/engine";
import { num, type WireRow, wireAccount, wireHolding, wireSecurity } from "@/testing/pictures";
import { runCountOf } from "@/testing/run-count";
import { linkShowing } from "@/testing/shown-item";
import { getOverview } from "./get-overview";
import { listHoldings } from "./list-holdings";

const engine = await startEngine();
beforeAll(() => engine.setClock(new Date("2026-02-01T12:00:00Z")));
const TURNS = runCountOf({ usual: 100, soak: 4_000 });
const MS_PER_TURN = 1_000;
const JANUARY = { startDate: "2026-01-01" as CalendarDate, endDate: "2026-01-31" as CalendarDate };
const base = { accounts: [wireAccount("a")], securities: [wireSecurity("s")], holdings: [wireHolding("a", "s")] };

test(
  "R-06: whoever reads while refreshes run, fail and show nothing sees whole pictures only, each all of one",
  async () => {
    const accounts = ["a", "b"];
    const securities = ["s", "t", "u"];
    const worth = (value: number) => ({
      accounts: accounts.map((id) => wireAccount(id, { current: num(value * securities.length) })),
      securities: securities.map((id) => wireSecurity(id)),
      holdings: accounts.flatMap((account) =>
        securities.map((id) => wireHolding(account, id, { institution_value: num(value) })),
      ),
    });
    const item = await linkShowing(engine, worth(1));
    await item.refresh();
    const outcomes = { stored: 0, refused: 0 };
    const refresh = async (turn: number) => {
      // What Plaid shows changes under the refreshes; now and then it is nothing, although the accounts are worth something.
      item.show(turn % 5 === 4 ? { accounts: worth(turn).accounts } : worth(turn));
      const window = turn % 3 === 0 ? null : JANUARY;
      const process = turn % 2 ? engine.ctx() : engine.otherProcess();
      await refreshItem(process, { userId: item.userId, itemId: item.itemId, window }).then(
        () => outcomes.stored++,
        () => outcomes.refused++,
      );
    };
    let isOver = false;
    const seen = new Set<string>();
    const read = async (list: () => Promise<{ rows: HoldingRow[]; totals: CurrencyTotal[] }>) => {
      while (!isOver) {
        const { rows, totals } = await list();
        const values = new Set(rows.map((row) => row.value));
        const [total] = totals;
        expect([rows.length, values.size, total?.derivedCash, total?.incomplete]).toEqual([6, 1, "0", []]);
        expect(Number(total?.total)).toBe(6 * Number([...values][0]));
        seen.add([...values].join());
      }
    };
    const readers = Promise.all([
      read(() => listHoldings(engine.otherProcess(), { userId: item.userId })),
      read(() => listHoldings(engine.ctx(), { userId: item.userId, asOf: "2026-02-01" as CalendarDate })),
      read(async () => {
        const { topHoldings: rows, totals } = await getOverview(engine.ctx(), { userId: item.userId });
        return { rows, totals };
      }),
    ]);
    for (let turn = 2; turn < TURNS; turn += 4) {
      await Promise.all([turn, turn + 1, turn + 2, turn + 3].map(refresh));
    }
    isOver = true;
    await readers;
    expect(seen.size).toBeGreaterThan(10);
    expect(outcomes.stored).toBeGreaterThan(10);
    expect(outcomes.refused).toBeGreaterThan(0);
  },
  60_000 + TURNS * MS_PER_TURN,
);

test("positions of an account that is not described count, and the total says that it is not complete", async () => {
  const item = await linkShowing(engine, {
    ...base,
    accounts: [wireAccount("a", { current: num("100") })],
    holdings: [wireHolding("a", "s"), wireHolding("ghost", "s", { institution_value: num("5000") })],
  });
  await item.refresh();
  const { rows, totals } = await item.holdings();
  expect(rows.map((row) => [row.accountName, row.value])).toEqual([
    ["Unnamed account", "5000"],
    ["Account a", "100"],
  ]);
  expect(totals).toMatchObject([{ total: "5100", incomplete: ["account_inactive"] }]);
});

test("the cash of an account that is no longer shown does not vanish unsaid", async () => {
  const a = wireAccount("a", { current: num("100") });
  const item = await linkShowing(engine, { ...base, accounts: [a, wireAccount("cash", { current: num("50000") })] });
  await item.refresh();
  item.show({ ...base, accounts: [a] });
  await item.refresh();
  expect((await item.holdings()).totals).toMatchObject([{ total: "100", incomplete: ["account_inactive"] }]);
});

test("a balance without a currency makes no total of nothing", async () => {
  const currency = { iso_currency_code: null, unofficial_currency_code: null };
  const item = await linkShowing(engine, { ...base, accounts: [wireAccount("a", { current: num("500"), currency })] });
  await item.refresh();
  expect((await item.holdings()).totals).toMatchObject([
    { currency: { isoCurrencyCode: "USD" }, total: "100", incomplete: ["unknown_currency"] },
  ]);
});

test("the top holdings leave no currency out, and the rows of a currency stay together", async () => {
  const of = (code: string, count: number, value: string) =>
    Array.from({ length: count }, (_, i) =>
      wireHolding(`${code}`, `${code}${i}`, { iso_currency_code: code, institution_value: num(value) }),
    );
  const holdings = [...of("USD", 12, "1"), ...of("JPY", 11, "900000"), ...of("EUR", 2, "50")];
  const item = await linkShowing(engine, {
    accounts: ["USD", "JPY", "EUR"].map((code) => wireAccount(code, { current: null })),
    securities: [],
    holdings,
  });
  await item.refresh();
  const { topHoldings, totals } = await getOverview(engine.ctx(), { userId: item.userId });
  const codes = (rows: { currency: { isoCurrencyCode: string | null } }[]) =>
    rows.map((row) => row.currency.isoCurrencyCode);
  expect(codes(totals)).toEqual(["USD", "JPY", "EUR"]);
  expect(codes(topHoldings)).toEqual([...Array(4).fill("USD"), ...Array(4).fill("JPY"), "EUR", "EUR"]);
  const { rows } = await item.holdings();
  expect(codes(rows)).toEqual([...Array(12).fill("USD"), ...Array(11).fill("JPY"), "EUR", "EUR"]);
});

test("what a security is counts at once in every portfolio that holds it, whoever's brokerage told of it", async () => {
  const described = (over: WireRow) => ({
    accounts: [wireAccount("a", { current: num("100") })],
    securities: [wireSecurity("told", over)],
    holdings: [wireHolding("a", "told", { institution_value: num("100"), cost_basis: num("80") })],
  });
  const mine = await linkShowing(engine, described({ type: "equity", sector: "Energy" }));
  await mine.refresh();
  const told = async () => {
    const [{ types, totals }, overview] = await Promise.all([
      mine.holdings(),
      getOverview(engine.ctx(), { userId: mine.userId }),
    ]);
    return {
      types,
      gain: totals[0]?.unrealizedGain,
      sectors: overview.totals[0]?.allocation.by.sector.map(({ key }) => key),
    };
  };
  expect(await told()).toEqual({ types: ["equity"], gain: "20", sectors: ["Energy"] });

  const later = { close_price_as_of: "2026-01-03" };
  const other = await linkShowing(engine, described({ ...later, type: "etf", sector: "Utilities" }));
  await other.refresh();
  expect(await told()).toEqual({ types: ["etf"], gain: "20", sectors: ["Utilities"] });
  other.show(described({ ...later, type: "cash", sector: "Utilities" }));
  await other.refresh();
  expect(await told()).toMatchObject({ types: ["cash"], gain: null });
});
