import { beforeEach, expect, test } from "vitest";
import { startEngine } from "@/testing/engine";
import { num, pictureText, wireAccount, wireHolding, wireSecurity } from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";

const engine = await startEngine();
const at = (instant: string) => engine.setClock(new Date(instant));
const base = { accounts: [wireAccount("a")], securities: [wireSecurity("s")], holdings: [wireHolding("a", "s")] };
beforeEach(() => at("2026-02-01T12:00:00Z"));

test("T7: on every date one version is true, also after the calendar date went back", async () => {
  const worth = (value: string) => ({ ...base, holdings: [wireHolding("a", "s", { institution_value: num(value) })] });
  const item = await linkShowing(engine, worth("1"));
  const seen = [
    ["2026-01-10T12:00:00Z", "1"],
    ["2026-02-02T00:10:00Z", "2"],
    ["2026-02-03T00:10:00Z", "3"],
    ["2026-02-01T23:50:00Z", "4"],
  ] as const;
  for (const [instant, value] of seen) {
    at(instant);
    item.show(worth(value));
    await item.refresh();
  }
  const days = await engine.query(
    `SELECT d::date::text AS day, array_agg(v.institution_value::int) AS values
     FROM generate_series(DATE '2026-01-31', DATE '2026-02-04', '1 day') d LEFT JOIN holding_version v
       ON v.item_id = $1 AND v.valid_from <= d AND (v.valid_to IS NULL OR v.valid_to > d)
     GROUP BY d ORDER BY d`,
    [item.itemId],
  );
  expect(days).toEqual([
    { day: "2026-01-31", values: [1] },
    ...["2026-02-01", "2026-02-02", "2026-02-03", "2026-02-04"].map((day) => ({ day, values: [4] })),
  ]);
});

test("T6: a position that is gone after the date went back is true on no date from then on", async () => {
  const two = { ...base, securities: [wireSecurity("s"), wireSecurity("t")] };
  const item = await linkShowing(engine, { ...two, holdings: [wireHolding("a", "s"), wireHolding("a", "t")] });
  at("2026-02-02T00:10:00Z");
  await item.refresh();
  at("2026-02-01T23:50:00Z");
  item.show({ ...two, holdings: [wireHolding("a", "s")] });
  await item.refresh();
  const versions = await engine.query("SELECT security_id FROM holding_version WHERE item_id = $1", [item.itemId]);
  expect(versions).toEqual([{ security_id: "s" }]);
});

test("R-29: a name that was cut in the middle of an emoji is stored", async () => {
  const item = await linkShowing(engine, base);
  const text = pictureText({ ...base, accounts: [wireAccount("a", { name: "@@" })] });
  engine.sandbox.addFault({
    path: "/investments/holdings/get",
    itemId: item.itemId,
    kind: "response",
    status: 200,
    body: text.replace("@@", "Savings \\ud83d"),
  });
  await item.refresh();
  expect((await item.holdings()).rows[0]?.accountName).toBe("Savings \ufffd");
});

test("an institution that knows less of a security erases nothing that others see", async () => {
  const description = { sector: "Technology", isin: "US0378331005", update_datetime: "2026-01-02T10:00:00Z" };
  const showing = (over: Parameters<typeof wireSecurity>[1]) => ({
    ...base,
    securities: [wireSecurity("shared", over)],
    holdings: [wireHolding("a", "shared")],
  });
  const rich = await linkShowing(engine, showing({ name: "Apple Inc", ...description }));
  await rich.refresh();
  const stored = () =>
    engine.query(
      `SELECT name, ticker_symbol AS ticker, type, sector, isin, close_price::float8 AS price, close_price_as_of::text AS as_of,
         iso_currency_code AS iso, unofficial_currency_code AS unofficial FROM security WHERE security_id = 'shared'`,
    );
  const known = {
    name: "Apple Inc",
    ticker: "SHARED",
    type: "equity",
    sector: "Technology",
    isin: "US0378331005",
    price: 10,
    as_of: "2026-01-02",
    iso: "USD",
    unofficial: null,
  };
  const nothing = {
    name: null,
    ticker_symbol: null,
    type: null,
    close_price: null,
    close_price_as_of: null,
    iso_currency_code: null,
  };

  const undated = await linkShowing(engine, showing(nothing));
  await undated.refresh();
  expect(await stored()).toEqual([known]);

  const undatedButNamed = await linkShowing(engine, showing({ ...nothing, name: "APPLE" }));
  await undatedButNamed.refresh();
  expect(await stored()).toEqual([known]);

  const newer = await linkShowing(
    engine,
    showing({ ...nothing, name: "Apple", update_datetime: "2026-01-03T10:00:00Z" }),
  );
  await newer.refresh();
  expect(await stored()).toEqual([{ ...known, name: "Apple" }]);

  const newerPrice = await linkShowing(engine, showing({ close_price: num("11"), close_price_as_of: "2026-01-04" }));
  await newerPrice.refresh();
  expect(await stored()).toEqual([{ ...known, name: "Security shared", price: 11, as_of: "2026-01-04" }]);
});

test("R-29: an account that is listed twice is one account", async () => {
  const accounts = [wireAccount("a"), wireAccount("b"), wireAccount("a", { current: num("5") })];
  const item = await linkShowing(engine, { ...base, accounts });
  await item.refresh();
  await item.refresh();
  const stored = await engine.query("SELECT account_id AS id FROM account WHERE item_id = $1 ORDER BY 1", [
    item.itemId,
  ]);
  expect(stored).toEqual([{ id: "a" }, { id: "b" }]);
  expect(await item.row()).toEqual({ state: "ok", reason: null });
});

test("R-05: rows that repeat a position are unchanged in whatever order they come", async () => {
  const rows = [
    wireHolding("a", "s", { institution_price: num("10"), tax_lots: [{ id: "1" }] }),
    wireHolding("a", "s", {
      institution_price: num("11"),
      institution_price_as_of: "2026-01-03",
      tax_lots: [{ id: "2" }],
    }),
    wireHolding("a", "s", { institution_price: num("12"), tax_lots: [{ id: "3" }] }),
  ];
  const item = await linkShowing(engine, { ...base, holdings: rows });
  await item.refresh();
  expect((await item.holdings()).rows.find((row) => row.kind === "position")).toMatchObject({
    price: "11",
    quantity: "30",
  });
  item.show({ ...base, holdings: [...rows].reverse() });
  await item.refresh();
  const [counts] = await engine.query(
    "SELECT holdings_changed AS changed, holdings_unchanged AS unchanged FROM item_refresh WHERE item_id = $1 ORDER BY fence DESC LIMIT 1",
    [item.itemId],
  );
  expect(counts).toEqual({ changed: 0, unchanged: 1 });
});
