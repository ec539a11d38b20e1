import { beforeEach, expect, test } from "vitest";
import type { CalendarDate } from "@/domain/calendar-date";
import { currencyKey } from "@/domain/currency";
import type { AccountId, ItemId } from "@/domain/ids";
import type { Scope } from "@/domain/scope";
import { startEngine } from "@/testing/engine";
import { num, type WirePicture, wireAccount, wireHolding, wireSecurity } from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";
import { getOverview } from "./get-overview";
import { getValueHistory } from "./get-value-history";
import { listHoldings } from "./list-holdings";

const engine = await startEngine();
const noonOf = (date: string) => engine.setClock(new Date(`${date}T12:00:00Z`));
beforeEach(() => noonOf("2026-01-31"));

type Item = Awaited<ReturnType<typeof linkShowing>>;
const EUR = { iso_currency_code: "EUR", unofficial_currency_code: null };
const POINTS = { iso_currency_code: null, unofficial_currency_code: "PTS" };
const NONE = { iso_currency_code: null, unofficial_currency_code: null };

/** An account that is worth what its positions are, and `cash` more. */
function picture(
  values: Record<string, number>,
  { id = "a", cash = 0, currency = {} }: { id?: string; cash?: number; currency?: object } = {},
): Partial<WirePicture> {
  const total = Object.values(values).reduce((sum, value) => sum + value, cash);
  return {
    accounts: [wireAccount(id, { current: num(total), ...(Object.keys(currency).length > 0 && { currency }) })],
    securities: Object.keys(values).map((security) => wireSecurity(security)),
    holdings: Object.entries(values).map(([security, value]) =>
      wireHolding(id, security, { institution_value: num(value), ...currency }),
    ),
  };
}

const both = (...pictures: Partial<WirePicture>[]): Partial<WirePicture> => ({
  accounts: pictures.flatMap(({ accounts = [] }) => accounts),
  securities: pictures.flatMap(({ securities = [] }) => securities),
  holdings: pictures.flatMap(({ holdings = [] }) => holdings),
});

async function refreshOn(item: Item, date: string, shown: Partial<WirePicture>): Promise<void> {
  noonOf(date);
  item.show(shown);
  await item.refresh();
}

const history = (item: Item, scope?: Scope) =>
  getValueHistory(engine.ctx(), { userId: item.userId, scope, range: "all" });

/** `10:150` for a day of January that was worth 150, `~` for a day whose figures are older, `!` for one that is not complete. */
async function curves(item: Item, scope?: Scope) {
  const { currencies } = await history(item, scope);
  return Object.fromEntries(
    currencies.map(({ currency, days }) => [
      currencyKey(currency),
      days
        .map(
          ({ date, total, isCarried, incomplete }) =>
            `${date.slice(8)}:${total}${isCarried ? "~" : ""}${incomplete.length > 0 ? "!" : ""}`,
        )
        .join(" "),
    ]),
  );
}

/** The promise of the statement: each day's totals are those of the holdings as of that day. */
async function expectAsOf(item: Item, dates: readonly string[]) {
  const { currencies } = await history(item);
  for (const date of dates) {
    const { totals } = await listHoldings(engine.ctx(), { userId: item.userId, asOf: date as CalendarDate });
    const told = currencies.flatMap(({ currency, days }) => {
      const day = days.find((one) => one.date === date);
      return day ? [[currencyKey(currency), day.total, [...day.incomplete].sort()]] : [];
    });
    const asOf = new Map(totals.map((total) => [currencyKey(total.currency), total]));
    expect(
      told.filter(([key, total]) => asOf.has(String(key)) || total !== "0"),
      date,
    ).toEqual(
      told.flatMap(([key]) => {
        const total = asOf.get(String(key));
        return total ? [[key, total.total, [...total.incomplete].sort()]] : [];
      }),
    );
    expect(told.length).toBeGreaterThanOrEqual(asOf.size);
  }
}

test("T6: a position that is sold counts until the day before, and days without a refresh keep what was last seen", async () => {
  const item = await linkShowing(engine, {});
  await refreshOn(item, "2026-01-10", picture({ kept: 100, sold: 50 }, { cash: 7 }));
  await refreshOn(item, "2026-01-13", picture({ kept: 110 }, { cash: 57 }));
  noonOf("2026-01-15");
  expect(await curves(item)).toEqual({ USD: "10:157 11:157~ 12:157~ 13:167 14:167~ 15:167~" });
  await expectAsOf(item, ["2026-01-10", "2026-01-12", "2026-01-13", "2026-01-15"]);
});

test("an Item that joined later counts from then on, and the history says that it joined", async () => {
  const first = await linkShowing(engine, {});
  await refreshOn(first, "2026-01-10", picture({ s: 100 }));
  const second = await linkShowing(engine, {}, first.userId);
  await refreshOn(second, "2026-01-12", picture({ t: 40 }));
  await refreshOn(first, "2026-01-12", picture({ s: 101 }));
  await refreshOn(first, "2026-01-13", both(picture({ s: 101 }), picture({ u: 9 }, { id: "b" })));
  expect(await curves(first)).toEqual({ USD: "10:100 11:100~ 12:141 13:150~" });
  expect((await history(first)).joined).toEqual([
    { date: "2026-01-12", names: ["A brokerage"] },
    { date: "2026-01-13", names: ["Account b"] },
  ]);
});

test("T19: currencies, an unofficial one and none are curves of their own; one that was sold is worth zero from then on", async () => {
  const item = await linkShowing(engine, {});
  const usd = picture({ s: 1 });
  const others = [
    picture({ e: 20 }, { id: "e", currency: EUR }),
    picture({ p: 300 }, { id: "p", currency: POINTS }),
    picture({ n: 4000 }, { id: "n", currency: NONE }),
  ];
  await refreshOn(item, "2026-01-10", both(usd, ...others));
  await refreshOn(item, "2026-01-11", both(usd, picture({}, { id: "e", currency: EUR }), ...others.slice(1)));
  noonOf("2026-01-11");
  expect(await curves(item)).toEqual({
    USD: "10:1 11:1",
    EUR: "10:20 11:0",
    "unofficial:PTS": "10:300 11:300",
    unknown: "10:4000! 11:4000!",
  });
  await expectAsOf(item, ["2026-01-10", "2026-01-11"]);
});

test("whatever makes a total incomplete makes its day so: the same as of every date", async () => {
  const item = await linkShowing(engine, {});
  const mixed = both(picture({ m: 10 }, { id: "m" }), picture({}, { id: "x" }));
  mixed.holdings?.push(wireHolding("m", "o", { institution_value: num(5), ...EUR }));
  const below = { ...picture({ b: 100 }, { id: "b" }), accounts: [wireAccount("b", { current: num(60) })] };
  const loan = { available: null, current: num(60), limit: null, margin_loan_amount: num(40), ...EUR };
  const margin = {
    ...picture({ l: 100 }, { id: "l", currency: EUR }),
    accounts: [wireAccount("l", { balances: loan })],
  };
  const depository = {
    ...picture({ d: 3 }, { id: "d" }),
    accounts: [wireAccount("d", { current: num(900), type: "depository" })],
  };
  const uncounted = { accounts: [wireAccount("savings", { current: num(5000), type: "depository" })] };
  const cents = {
    ...picture({ c: 100 }, { id: "c" }),
    accounts: [wireAccount("c", { current: num("100.009") })],
  };
  const ghost = {
    holdings: [wireHolding("ghost", "g", { institution_value: num(8) })],
    securities: [wireSecurity("g")],
  };
  await refreshOn(item, "2026-01-10", both(mixed, below, margin, depository, uncounted, cents, ghost));
  await refreshOn(item, "2026-01-12", both(below, margin));
  await refreshOn(item, "2026-01-14", both(below, depository, ghost));
  noonOf("2026-01-20");
  const dates = ["10", "11", "12", "13", "14", "20"].map((day) => `2026-01-${day}`);
  await expectAsOf(item, dates);
  expect(Object.keys(await curves(item))).toEqual(["EUR", "USD"]);
});

test("a scope tells of its own alone; what it names of nobody's, or of another's, is nothing", async () => {
  const item = await linkShowing(engine, {});
  await refreshOn(item, "2026-01-10", both(picture({ s: 100 }), picture({ t: 11 }, { id: "b" })));
  const other = await linkShowing(engine, {}, item.userId);
  await refreshOn(other, "2026-01-11", picture({ u: 1000 }));
  const stranger = await linkShowing(engine, {});
  await refreshOn(stranger, "2026-01-11", picture({ v: 5 }));
  noonOf("2026-01-11");
  const ofItem: Scope = { kind: "item", itemId: item.itemId as ItemId };
  const ofAccount: Scope = { ...ofItem, kind: "account", accountId: "b" as AccountId };
  expect(await curves(item)).toEqual({ USD: "10:111 11:1111~" });
  expect(await curves(item, ofItem)).toEqual({ USD: "10:111 11:111~" });
  expect(await curves(item, ofAccount)).toEqual({ USD: "10:11 11:11~" });
  expect((await history(item, ofItem)).joined).toEqual([]);
  const foreign: Scope = { kind: "item", itemId: stranger.itemId as ItemId };
  const nowhere: Scope = { kind: "item", itemId: "nowhere" as ItemId };
  expect(await history(item, foreign)).toEqual(await history(item, nowhere));
  expect(await history(item, foreign)).toMatchObject({ knownFrom: null, currencies: [] });

  const overview = await getOverview(engine.ctx(), { userId: item.userId, scope: ofAccount });
  expect(overview.totals).toMatchObject([{ total: "11", investedCount: 1 }]);
  expect(overview.topHoldings.map(({ securityId }) => securityId)).toEqual(["t"]);
  expect(await getOverview(engine.ctx(), { userId: item.userId, scope: foreign })).toMatchObject({
    totals: [],
    topHoldings: [],
    itemCount: 0,
    movers: null,
  });
});

test("one day is no history yet, and a range begins where something is known", async () => {
  const item = await linkShowing(engine, {});
  expect(await history(item)).toMatchObject({ knownFrom: null, hasHistory: false });
  await refreshOn(item, "2026-01-10", picture({ s: 100 }));
  expect(await history(item)).toMatchObject({ knownFrom: "2026-01-10", hasHistory: false });
  await refreshOn(item, "2026-01-12", picture({ s: 100 }));
  expect((await history(item)).hasHistory).toBe(true);
  noonOf("2026-03-31");
  const days = async (range: "1m" | "1y") =>
    (await getValueHistory(engine.ctx(), { userId: item.userId, range })).currencies[0]?.days.map(({ date }) => date);
  expect((await days("1m"))?.[0]).toBe("2026-02-28");
  expect(await days("1m")).toHaveLength(32);
  expect((await days("1y"))?.[0]).toBe("2026-01-10");
});
