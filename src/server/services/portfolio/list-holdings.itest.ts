import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { HoldingListRow, HoldingsList, HoldingsQuery } from "@/contracts/holdings";
import type { HoldingRow } from "@/contracts/portfolio";
import { currencyKey } from "@/domain/currency";
import { Decimal } from "@/domain/decimal";
import { HOLDING_COLUMNS, HOLDING_GROUPINGS, type HoldingColumn, UNKNOWN_TYPE } from "@/domain/holding-list";
import type { ItemId, UserId } from "@/domain/ids";
import { startEngine } from "@/testing/engine";
import { modelOf } from "@/testing/portfolio-model";
import {
  portfolios,
  type StoredAccount,
  type StoredPosition,
  storePortfolio,
  storeSecurities,
} from "@/testing/random-portfolio";
import { runCountOf } from "@/testing/run-count";
import { listHoldings } from "./list-holdings";
import { toCurrencyTotalDto } from "./to-holding-rows";

const engine = await startEngine();
beforeAll(async () => {
  engine.setClock(new Date("2026-02-01T12:00:00Z"));
  await storeSecurities(engine);
});
const RUNS = runCountOf({ usual: 25, soak: 500 });

const queries: fc.Arbitrary<HoldingsQuery> = fc.record(
  {
    orderBy: fc.constantFrom(...HOLDING_COLUMNS.filter((column) => column !== "dayChange")),
    isDescending: fc.boolean(),
    search: fc.constantFrom("apple", "acorn usd", "APPLE inc", "unnamed", "cash", "12", "none"),
    type: fc.constantFrom("equity", "cash", UNKNOWN_TYPE),
    accountId: fc.constantFrom("account-0", "account-1"),
    institution: fc.constantFrom("Acorn"),
    currency: fc.constantFrom("USD", "unofficial:btc", "unknown"),
    hasNoBasis: fc.boolean(),
    hasStalePrice: fc.boolean(),
  },
  { requiredKeys: ["orderBy", "isDescending"] },
);

/** The rule once more, over the rows that the domain makes. */
async function expectedRows(userId: UserId, query: HoldingsQuery): Promise<HoldingRow[]> {
  const { totals, rows } = await modelOf(engine, userId);
  const { orderBy = "value", isDescending = true } = query;
  const codes = totals.map((total) => currencyKey(total.currency));
  if (orderBy === "currency") codes.sort((a, b) => (a < b === isDescending ? 1 : -1));
  const by = orderBy === "currency" ? "value" : orderBy;
  const descending = orderBy === "currency" ? true : isDescending;
  const read: Partial<Record<HoldingColumn, (row: HoldingRow) => string | null>> = {
    ...{
      quantity: (row) => row.quantity,
      price: (row) => row.price,
      value: (row) => row.value,
      weight: (row) => row.weight,
    },
    ...{ costBasis: (row) => row.costBasis, gain: (row) => row.gain, gainPercent: (row) => row.gainFraction },
    security: (row) => (row.tickerSymbol ?? row.name).toLowerCase(),
    account: (row) => [row.institutionName ?? "", row.accountName, row.accountMask ?? ""].join(" ").toLowerCase(),
  };
  const isText = by === "security" || by === "account";
  const compare = (a: HoldingRow, b: HoldingRow) => {
    const [left, right] = [read[by]?.(a) ?? null, read[by]?.(b) ?? null];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    const order = isText ? (left < right ? -1 : Number(left > right)) : new Decimal(left).cmp(right);
    return descending ? -order : order;
  };
  const idOf = (row: HoldingRow) => [row.securityId ?? "", row.itemId, row.accountId].join("\n");
  const words = (query.search ?? "").toLowerCase().split(" ");
  const shown = (row: HoldingRow) =>
    [row.tickerSymbol, row.name, row.securityType, row.accountName, row.accountMask, row.institutionName]
      .concat(row.currency.isoCurrencyCode, row.currency.unofficialCurrencyCode)
      .filter((part) => part !== null)
      .join(" ")
      .toLowerCase();
  const isPosition = (row: HoldingRow) => row.kind === "position" && row.securityType !== "cash";
  return rows
    .map(({ row }) => row)
    .filter((row) => words.every((word) => shown(row).includes(word)))
    .filter((row) => !query.type || (row.kind === "position" && (row.securityType ?? UNKNOWN_TYPE) === query.type))
    .filter((row) => !query.accountId || row.accountId === query.accountId)
    .filter((row) => !query.institution || row.institutionName === query.institution)
    .filter((row) => !query.currency || currencyKey(row.currency) === query.currency)
    .filter((row) => !query.hasNoBasis || (isPosition(row) && row.costBasis === null))
    .filter(
      (row) => !query.hasStalePrice || (isPosition(row) && row.priceAsOf !== null && row.priceAsOf < "2026-01-27"),
    )
    .sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1))
    .sort(compare)
    .sort((a, b) => Number(a.kind !== "position") - Number(b.kind !== "position"))
    .sort((a, b) => codes.indexOf(currencyKey(a.currency)) - codes.indexOf(currencyKey(b.currency)));
}

const plain = ({ dayChange: _, previousDate: __, isPriceStale: ___, ...row }: HoldingListRow): HoldingRow => row;

test(
  "R-28: the database lists, searches, filters and orders any portfolio as the domain does, with the same figures",
  async () => {
    const property = fc.asyncProperty(
      portfolios,
      fc.array(queries, { minLength: 4, maxLength: 4 }),
      async (stored, asked) => {
        const userId = await storePortfolio(engine, stored);
        const { totals } = await modelOf(engine, userId);
        for (const query of asked) {
          const list = await listHoldings(engine.ctx(), { ...query, userId });
          expect(list.totals).toEqual(totals.map(toCurrencyTotalDto));
          const expected = await expectedRows(userId, query);
          expect(list.rows.map(plain)).toEqual(expected);
          expectGroupsToAddUp(list);
          // Groups hold the same rows, each under a head with the sums of its rows.
          for (const groupBy of HOLDING_GROUPINGS) {
            const grouped = await listHoldings(engine.ctx(), { ...query, userId, groupBy });
            expect(grouped.rows.map(plain).map(keyOf).sort()).toEqual(expected.map(keyOf).sort());
            expectGroupsToAddUp(grouped);
          }
        }
      },
    );
    await fc.assert(property, { numRuns: RUNS });
  },
  60_000 + RUNS * 4_000,
);

const keyOf = (row: HoldingRow) => [row.kind, row.itemId, row.accountId, row.securityId].join(" ");

function expectGroupsToAddUp({ rows, groups, matching }: HoldingsList) {
  const total = (list: readonly { value: string }[]) =>
    list.reduce((sum, row) => sum.plus(row.value), new Decimal(0)).toFixed();
  for (const [index, group] of groups.entries()) {
    const own = rows.slice(group.rowsBefore, groups[index + 1]?.rowsBefore);
    expect(own).toHaveLength(group.count);
    expect(new Set(own.map((row) => currencyKey(row.currency)))).toEqual(new Set([currencyKey(group.currency)]));
    expect(total(own)).toBe(new Decimal(group.value).toFixed());
  }
  expect(groups.reduce((count, group) => count + group.count, 0)).toBe(rows.length);
  expect((matching ?? []).reduce((count, sums) => count + sums.count, 0)).toBe(rows.length);
  expect(total(matching ?? [])).toBe(total(rows));
}

const HELD: StoredPosition = {
  ...{
    account: 0,
    security: 0,
    quantity: "2",
    value: "100",
    basis: "80",
    price: "50",
    currency: "USD",
    pricedOn: "2026-01-30",
  },
};
const USD_ACCOUNT: StoredAccount = { currency: "USD", balance: null, loan: null, type: "investment", isActive: true };

async function pages(userId: string, query: HoldingsQuery, between: () => Promise<unknown> = async () => {}) {
  const all: HoldingsList[] = [];
  for (let cursor: string | null = null; all.length === 0 || cursor !== null; ) {
    const page: HoldingsList = await listHoldings(engine.ctx(), { ...query, userId, cursor });
    all.push(page);
    cursor = page.nextCursor;
    await between();
  }
  return all;
}

describe("paging", () => {
  let many: UserId;
  beforeAll(async () => {
    many = await storePortfolio(engine, {
      accounts: [USD_ACCOUNT, { ...USD_ACCOUNT, currency: "EUR", balance: "1000000" }],
      positions: [],
    });
    await engine.query(
      `INSERT INTO holding (item_id, account_id, security_id, quantity, institution_price, institution_value, cost_basis, iso_currency_code, updated_at)
       SELECT $1::text || '-' || n % 2, 'account-' || n % 2, 'many-' || n, n % 7, 1, n % 5 - 2, CASE WHEN n % 3 > 0 THEN n % 4 END,
         CASE n % 2 WHEN 0 THEN 'USD' ELSE 'EUR' END, now() FROM generate_series(1, 1300) n`,
      [many],
    );
  });

  test.each([
    { orderBy: "value", isDescending: true },
    { orderBy: "gain", isDescending: false },
    { orderBy: "security", isDescending: true },
    { orderBy: "gainPercent", isDescending: true, groupBy: "type" },
    { orderBy: "account", isDescending: true, groupBy: "account" },
    { orderBy: "value", isDescending: true, groupBy: "security" },
  ] as const)("meets every holding once, in one order: %j", async (query) => {
    const list = await pages(many, query);
    const keys = list.flatMap(({ rows }) => rows.map(keyOf));
    expect(keys).toHaveLength(1301);
    expect(new Set(keys).size).toBe(1301);
    expect(list[0]?.matching?.map(({ count }) => count)).toEqual([651, 650]);
    const heads = list.flatMap(({ groups }) => groups.map(({ key }) => key));
    expect(new Set(heads).size).toBe(heads.length);
    const euros = list.flatMap(({ rows }) => rows).filter((row) => row.currency.isoCurrencyCode === "EUR");
    expect(euros.map((row) => row.kind).indexOf("derived_cash")).toBe(650);
  });

  test("meets every holding of one currency once, by security too", async () => {
    const list = await pages(many, { currency: "USD", groupBy: "security" });
    expect(new Set(list.flatMap(({ rows }) => rows.map(keyOf))).size).toBe(650);
    expect(list.flatMap(({ rows }) => rows)).toHaveLength(650);
    expect(list[0]?.matching).toMatchObject([{ count: 650, currency: { isoCurrencyCode: "USD" } }]);
  });

  test("goes on where it was when nothing of the currency before is left", async () => {
    const userId = await storePortfolio(engine, {
      accounts: ["AUD", "EUR", "GBP"].map((currency) => ({ ...USD_ACCOUNT, currency })),
      positions: [],
    });
    await engine.query(
      `INSERT INTO holding (item_id, account_id, security_id, quantity, institution_price, institution_value, iso_currency_code, updated_at)
       SELECT $1::text || '-' || n % 3 % 2, 'account-' || n % 3, 'many-' || n, 1, 1, 1, (ARRAY['AUD', 'EUR', 'GBP'])[n % 3 + 1], now()
       FROM generate_series(0, 389) n WHERE n % 3 > 0 OR n < 150`,
      [userId],
    );
    const list = await pages(userId, { orderBy: "currency", isDescending: false }, () =>
      engine.query("DELETE FROM holding WHERE item_id = $1 AND account_id = 'account-0'", [`${userId}-0`]),
    );
    const keys = list.flatMap(({ rows }) => rows.filter((row) => row.currency.isoCurrencyCode !== "AUD").map(keyOf));
    expect(keys).toHaveLength(260);
    expect(new Set(keys).size).toBe(260);
  });

  test("goes on where it was while rows come, change and go, and while another currency becomes the larger", async () => {
    let turn = 0;
    const list = await pages(many, { orderBy: "security" }, async () => {
      turn += 1;
      await engine.query("UPDATE holding SET institution_value = institution_value + 1 WHERE item_id = $1", [
        `${many}-0`,
      ]);
      await engine.query(
        `INSERT INTO holding (item_id, account_id, security_id, quantity, institution_price, institution_value, iso_currency_code, updated_at)
         SELECT $1, 'account-1', 'early-' || $2::int || '-' || n, 1, 1, 1, 'EUR', now() FROM generate_series(1, 50) n`,
        [`${many}-1`, turn],
      );
    });
    const keys = list.flatMap(({ rows }) => rows.map(keyOf)).filter((key) => key.includes(" many-"));
    expect(keys).toHaveLength(1300);
    expect(new Set(keys).size).toBe(1300);
  });

  test.each([
    "not a cursor",
    "\u{1f411}",
    Buffer.from('[["1"],[]]').toString("base64url"),
    Buffer.from("[[1],[]]").toString("base64url"),
  ])("any other text (%s) is the beginning", async (cursor) => {
    const page = await listHoldings(engine.ctx(), { userId: many, cursor });
    expect(page.rows[0]).toEqual((await listHoldings(engine.ctx(), { userId: many })).rows[0]);
  });
});

test("S-06: another user's holdings are not listed, searched, or reached by scope, filter and cursor", async () => {
  const owner = await storePortfolio(engine, { accounts: [USD_ACCOUNT], positions: [HELD] });
  const stranger = await storePortfolio(engine, { accounts: [USD_ACCOUNT], positions: [] });
  const itemId = `${owner}-0` as ItemId;
  expect((await listHoldings(engine.ctx(), { userId: owner, scope: { kind: "item", itemId } })).rows).toHaveLength(1);
  for (const query of [{ scope: { kind: "item", itemId } }, { search: "apple" }] as const) {
    const list = await listHoldings(engine.ctx(), { ...query, userId: stranger });
    expect(list).toMatchObject({ rows: [], groups: [], totals: [], types: [], nextCursor: null });
  }
  const asStranger = engine.ctx({ kind: "user", userId: stranger, keyId: null });
  await expect(listHoldings(asStranger, { userId: owner })).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("a scope's totals and weights are of what is in it alone", async () => {
  const userId = await storePortfolio(engine, {
    accounts: [USD_ACCOUNT, USD_ACCOUNT],
    positions: [HELD, { ...HELD, account: 1, value: "300" }],
  });
  const { rows, totals } = await listHoldings(engine.ctx(), {
    userId,
    scope: { kind: "item", itemId: `${userId}-1` as ItemId },
  });
  expect(rows).toMatchObject([{ value: "300", weight: "1" }]);
  expect(totals).toMatchObject([{ total: "300" }]);
  await engine.query("UPDATE item SET refreshed_at = '2026-01-01T00:00:00Z' WHERE item_id = $1", [`${userId}-0`]);
  const ages = [{ kind: "all" } as const, { kind: "item", itemId: `${userId}-1` as ItemId } as const].map(
    async (scope) => (await listHoldings(engine.ctx(), { userId, scope })).oldestRefreshAt,
  );
  expect((await Promise.all(ages)).map((age) => age === "2026-01-01T00:00:00.000Z")).toEqual([true, false]);
});

test("the day change is what the price did to what was held on the date before, and unknown where that is not known", async () => {
  const [same, sold, fresh, split] = ["s0", "s1", "s2", "s3"];
  const userId = await storePortfolio(engine, {
    accounts: [USD_ACCOUNT],
    positions: [0, 1, 2, 3].map((security) => ({ ...HELD, security, quantity: "2", price: "50", value: "100" })),
  });
  const place = [`${userId}-0`, "account-0"];
  await engine.query(
    "INSERT INTO account_day (item_id, account_id, date, is_active, position_totals, position_count) VALUES ($1, $2, '2026-01-28', true, '{}', 0)",
    place,
  );
  const version = (security: string, from: string, to: string | null, quantity: number, price: number) =>
    engine.query(
      `INSERT INTO holding_version (item_id, account_id, security_id, valid_from, valid_to, quantity, institution_price, institution_value, iso_currency_code)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $6::numeric * $7::numeric, 'USD')`,
      [...place, security, from, to, quantity, price],
    );
  await version(same, "2026-01-02", null, 2, 50);
  await version(sold, "2026-01-02", "2026-01-30", 5, 49.5);
  await version(sold, "2026-01-30", null, 2, 50);
  await version(fresh, "2026-01-30", null, 2, 50);
  await version(split, "2026-01-02", "2026-01-30", 1, 99);
  await version(split, "2026-01-30", null, 2, 50);
  for (const isDescending of [true, false]) {
    const { rows } = await listHoldings(engine.ctx(), { userId, orderBy: "dayChange", isDescending });
    const told = rows.map((row) => [row.securityId, row.dayChange, row.previousDate]);
    const known = [
      [sold, "2.5", "2026-01-28"],
      [same, "0", "2026-01-28"],
    ];
    const unknown = [fresh, split].map((security) => [security, null, "2026-01-28"]);
    expect(told.slice(0, 2)).toEqual(isDescending ? known : known.reverse());
    expect(told.slice(2)).toEqual(expect.arrayContaining(unknown));
    expect(told).toHaveLength(4);
  }
});
