import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { allocate, type Slice, type Weighed } from "@/domain/allocation";
import { currencyKey } from "@/domain/currency";
import { Decimal } from "@/domain/decimal";
import { takeInTurn } from "@/domain/take-in-turn";
import { startEngine } from "@/testing/engine";
import { num, type WirePicture, type WireRow, wireAccount, wireHolding, wireSecurity } from "@/testing/pictures";
import { type ModelRow, modelOf } from "@/testing/portfolio-model";
import { portfolios, storePortfolio, storeSecurities } from "@/testing/random-portfolio";
import { runCountOf } from "@/testing/run-count";
import { linkShowing } from "@/testing/shown-item";
import { getOverview } from "./get-overview";
import { fractionText, toCurrencyTotalDto } from "./to-holding-rows";

const engine = await startEngine();
const noonOf = (date: string) => engine.setClock(new Date(`${date}T12:00:00Z`));
beforeEach(() => noonOf("2026-01-31"));

type Item = Awaited<ReturnType<typeof linkShowing>>;
const overview = (item: Item) => getOverview(engine.ctx(), { userId: item.userId });

/** Account `a` with positions of one unit each at these prices, worth `current`. */
function prices(of: Record<string, number>, current: number | null, over: WireRow = {}): Partial<WirePicture> {
  return {
    accounts: [wireAccount("a", { current: current === null ? null : num(current) })],
    securities: Object.keys(of).map((id) => wireSecurity(id)),
    holdings: Object.entries(of).map(([id, price]) =>
      wireHolding("a", id, {
        quantity: num(1),
        institution_price: num(price),
        institution_value: num(price),
        institution_price_as_of: null,
        ...over,
      }),
    ),
  };
}

async function refreshOn(item: Item, date: string, shown: Partial<WirePicture>): Promise<void> {
  noonOf(date);
  item.show(shown);
  await item.refresh();
}

test("the day change is V − V_prev since the date before, deposits included; the movers are of prices alone", async () => {
  const item = await linkShowing(engine, {});
  await refreshOn(item, "2026-01-10", prices({ s: 100, t: 50, still: 5 }, 155));
  const first = await overview(item);
  expect(first.totals[0]?.dayChange).toBeNull();
  expect(first.movers).toBeNull();

  await refreshOn(item, "2026-01-13", prices({ s: 104, t: 49, still: 5, bought: 10 }, 1168));
  const { totals, movers } = await overview(item);
  expect(totals[0]?.dayChange).toEqual({
    previousDate: "2026-01-10",
    date: "2026-01-13",
    value: "1168",
    previousValue: "155",
    amount: "1013",
    fraction: "6.535483870968",
    truth: { level: "exact", reasons: [] },
  });
  expect(movers?.since).toBe("2026-01-10");
  expect(movers?.rows.map(({ securityId, amount, fraction }) => [securityId, amount, fraction])).toEqual([
    ["s", "4", "0.04"],
    ["t", "-1", "-0.02"],
  ]);
});

test("a bond that is priced in per cent of its face value makes no mover a hundred times too large", async () => {
  const item = await linkShowing(engine, {});
  const bond = (percent: number) => {
    const picture = prices({ bond: percent, s: percent }, percent * 101);
    picture.holdings = (picture.holdings ?? []).map((row, at) =>
      at === 0 ? { ...row, quantity: num(10_000), institution_value: num(percent * 100) } : row,
    );
    return picture;
  };
  await refreshOn(item, "2026-01-10", bond(98));
  await refreshOn(item, "2026-01-11", bond(99));
  expect((await overview(item)).movers?.rows.map(({ securityId }) => securityId)).toEqual(["s"]);
});

test("what joined since is no change, and what was not refreshed is counted as it was: both are said", async () => {
  const item = await linkShowing(engine, {});
  await refreshOn(item, "2026-01-10", prices({ s: 100 }, 100));
  const late = await linkShowing(engine, {}, item.userId);
  await refreshOn(late, "2026-01-10", prices({ s: 7 }, 7));
  const joined = await linkShowing(engine, {}, item.userId);
  await refreshOn(joined, "2026-01-11", prices({ u: 5000 }, 5000));
  await refreshOn(item, "2026-01-11", prices({ s: 103 }, 103));
  const [total] = (await overview(item)).totals;
  expect(total).toMatchObject({ total: "5110", dayChange: { amount: "3", value: "110", previousValue: "107" } });
  expect(total?.dayChange?.truth).toEqual({
    level: "incomplete",
    reasons: [
      { kind: "joined_since", names: ["Account a"] },
      { kind: "carried", names: ["Account a"], since: "2026-01-11" },
    ],
  });
});

test("T18: a gain says of how many positions it knows the cost, and an unknown cost is in none of its figures", async () => {
  const item = await linkShowing(engine, {});
  const picture = prices({ s: 100, t: 300 }, 400);
  picture.holdings = [...(picture.holdings ?? [])].map((row, at) => ({
    ...row,
    cost_basis: at === 0 ? num(60) : null,
  }));
  await refreshOn(item, "2026-01-10", picture);
  const { totals } = await overview(item);
  expect(totals[0]).toMatchObject({
    unrealizedGain: "40",
    basisCoverage: "0.25",
    investedCount: 2,
    gainTruth: { level: "incomplete", reasons: [{ kind: "missing_basis", missing: 1, of: 2 }] },
    totalTruth: { level: "exact" },
  });
});

test("weights are of what is owned in one currency; a position sold short has a gross weight beside its net one", async () => {
  const item = await linkShowing(engine, {});
  const picture = prices({ oil: 100, option: 40 }, 100);
  picture.securities = [wireSecurity("oil", { sector: "Energy" }), wireSecurity("option", { type: "derivative" })];
  picture.holdings = (picture.holdings ?? []).map((row, at) =>
    at === 1 ? { ...row, quantity: num(-1), institution_value: num(-40) } : row,
  );
  await refreshOn(item, "2026-01-10", picture);
  const allocation = (await overview(item)).totals[0]?.allocation;
  expect(allocation?.hasShorts).toBe(true);
  expect(allocation?.by.type.map(({ key, weight, grossWeight }) => [key, weight, grossWeight])).toEqual([
    ["equity", "1", "0.555555555556"],
    ["cash", "0.4", "0.222222222222"],
    ["derivative", "-0.4", "0.222222222222"],
  ]);
  expect(allocation?.by.sector.map(({ key }) => key)).toEqual(["Energy", null, "cash"]);
  expect(allocation?.by.account).toMatchObject([{ label: "Account a ••0000", value: "100", weight: "1" }]);
});

test("of very many securities the largest are told one by one, and all cash is one of them by its whole size", async () => {
  const item = await linkShowing(engine, {});
  const many = Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`big-${i}`, 100 - i]));
  const picture = prices({ ...many, money: 1 }, 10_000);
  picture.securities = Object.keys(many)
    .map((id) => wireSecurity(id))
    .concat(wireSecurity("money", { type: "cash" }));
  await refreshOn(item, "2026-01-10", picture);
  const invested = Object.values(many).reduce((sum, value) => sum + value, 0);
  const told = (await overview(item)).totals[0]?.allocation.by.security.map((slice) => [
    slice.key,
    slice.value,
    slice.merged,
  ]);
  expect(told).toEqual([
    ["cash", String(10_000 - invested), 0],
    ...[0, 1, 2, 3, 4, 5, 6].map((i) => [`big-${i}`, String(100 - i), 0]),
    ["rest", String(Array.from({ length: 18 }, (_, i) => 93 - i).reduce((sum, value) => sum + value, 0)), 18],
  ]);
});

const RUNS = runCountOf({ usual: 25, soak: 500 });
const CASH = { key: "cash", label: "cash" };

/** By what each row is weighed, in the words of the overview. */
const KEYS: Record<string, (one: ModelRow) => Pick<Weighed, "key" | "label">> = {
  type: ({ row }) => (row.kind === "derived_cash" ? CASH : { key: row.securityType, label: row.securityType }),
  sector: ({ row, sector }) => (isCash(row) ? CASH : { key: sector, label: sector }),
  account: ({ row }) => {
    const name = row.accountMask === null ? row.accountName : `${row.accountName} ••${row.accountMask}`;
    const label = row.institutionName === null ? name : `${row.institutionName}, ${name}`;
    return { key: `${row.itemId}~${row.accountId}`, label };
  },
  security: ({ row }) =>
    isCash(row)
      ? CASH
      : { key: row.securityId, label: row.tickerSymbol ?? (row.name === "Unnamed security" ? null : row.name) },
};
const isCash = (row: ModelRow["row"]) => row.kind === "derived_cash" || row.securityType === "cash";

const toDto = ({ value, weight, grossWeight, gross: _, ...slice }: Slice) => ({
  ...slice,
  ...{ value: value.toFixed(), weight: fractionText(weight), grossWeight: fractionText(grossWeight) },
});

test(
  "R-28: totals, allocations and the largest holdings of any portfolio are what the domain makes of its rows one by one",
  async () => {
    await storeSecurities(engine);
    const property = fc.asyncProperty(portfolios, async (stored) => {
      const userId = await storePortfolio(engine, stored);
      const model = await modelOf(engine, userId);
      const { totals, topHoldings } = await getOverview(engine.ctx(), { userId });
      expect(totals).toMatchObject(model.totals.map(toCurrencyTotalDto));
      const largest: ModelRow["row"][][] = [];
      for (const total of totals) {
        const own = model.rows.filter(({ row }) => currencyKey(row.currency) === currencyKey(total.currency));
        const positions = own.map(({ row }) => row).filter(({ kind }) => kind === "position");
        expect(total.investedCount).toBe(positions.filter((row) => !isCash(row)).length);
        expect(total.allocation.hasShorts).toBe(own.some(({ row }) => new Decimal(row.value).lt(0)));
        for (const [key, keyOf] of Object.entries(KEYS)) {
          const weighed = own.map((one): Weighed => {
            const value = new Decimal(one.row.value);
            return { ...keyOf(one), value, gross: value.abs(), count: 1 };
          });
          expect(total.allocation.by).toMatchObject({ [key]: allocate(weighed, 9).map(toDto) });
        }
        const idOf = (row: ModelRow["row"]) => [row.securityId ?? "", row.itemId, row.accountId].join("\n");
        largest.push(
          positions
            .sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1))
            .sort((a, b) => new Decimal(b.value).cmp(a.value))
            .slice(0, 10),
        );
      }
      expect(topHoldings).toEqual(takeInTurn(largest, 10));
    });
    await fc.assert(property, { numRuns: RUNS });
  },
  60_000 + RUNS * 2_000,
);
