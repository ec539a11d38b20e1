import { beforeAll, expect, test } from "vitest";
import { startEngine } from "@/testing/engine";
import { num, wireAccount, wireHolding, wireSecurity } from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";
import { getOverview } from "./get-overview";
import { listHoldings } from "./list-holdings";

const engine = await startEngine();
beforeAll(() => engine.setClock(new Date("2026-02-01T12:00:00Z")));
const base = { accounts: [wireAccount("a")], securities: [wireSecurity("s")], holdings: [wireHolding("a", "s")] };

test("R-06: a reader sees one picture, never the account of one and the positions of another", async () => {
  const worth = (value: string) => ({
    ...base,
    accounts: [wireAccount("a", { current: num(value) })],
    holdings: [wireHolding("a", "s", { institution_value: num(value) })],
  });
  const item = await linkShowing(engine, worth("100"));
  await item.refresh();
  let isOver = false;
  const seen = new Set<string>();
  const read = async () => {
    while (!isOver) {
      const [total] = (await listHoldings(engine.otherProcess(), { userId: item.userId })).totals;
      seen.add(`${total?.total} cash ${total?.derivedCash} ${total?.incomplete}`);
    }
  };
  const readers = Promise.all([read(), read()]);
  for (let i = 0; i < 100; i++) {
    item.show(worth(i % 2 ? "100" : "90000"));
    await item.refresh();
  }
  isOver = true;
  await readers;
  expect([...seen].sort()).toEqual(["100 cash 0 ", "90000 cash 0 "]);
}, 60_000);

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
