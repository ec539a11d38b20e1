import { beforeEach, expect, test } from "vitest";
import type { SecurityDetail } from "@/contracts/security";
import type { DateRange } from "@/domain/date-range";
import { ALL, parseScope } from "@/domain/scope";
import { disconnectItem } from "@/server/services/items/disconnect-item";
import { startEngine } from "@/testing/engine";
import {
  num,
  type WirePicture,
  type WireRow,
  wireAccount,
  wireHolding,
  wireSecurity,
  wireTransaction,
} from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";
import { getSecurity } from "./get-security";
import { getStoredSecurity } from "./get-stored-security";

const engine = await startEngine();
const noonOf = (date: string) => engine.setClock(new Date(`${date}T12:00:00Z`));
beforeEach(() => noonOf("2026-02-01"));
const JANUARY = { startDate: "2026-01-01", endDate: "2026-01-31" } as DateRange;
const CAD = { iso_currency_code: "CAD", unofficial_currency_code: null };

type Item = Awaited<ReturnType<typeof linkShowing>>;
const read = ({ userId }: Pick<Item, "userId">, securityId: string, scope = "") =>
  getSecurity(engine.ctx(), { userId, securityId, scope: parseScope(scope) ?? ALL });

async function linked(picture: Partial<WirePicture>, userId?: string): Promise<Item> {
  const item = await linkShowing(engine, picture, userId);
  await item.refresh(JANUARY);
  return item;
}

const lot = (over: WireRow = {}): WireRow => ({
  institution_lot_id: "lot",
  original_purchase_datetime: "2020-05-01T00:00:00Z",
  quantity: num("4"),
  purchase_price: num("7.5"),
  cost_basis: num("30"),
  current_value: num("40"),
  position_type: "LONG",
  ...over,
});

const inShort = ({ totals }: SecurityDetail) =>
  totals.map(({ currency, positionCount, quantity, value, costBasis, gain }) => [
    ...[currency.isoCurrencyCode, positionCount, quantity, value, costBasis, gain],
  ]);

test("T19: a security in two accounts and two currencies has a total for each, and weights within its currency", async () => {
  const item = await linked({
    accounts: [
      wireAccount("a", { current: num("400"), name: "First", mask: "1111" }),
      wireAccount("b", { current: num("100") }),
      wireAccount("c", { current: num("50"), currency: CAD }),
    ],
    securities: [wireSecurity("s", { sector: "Technology", market_identifier_code: "XNAS" }), wireSecurity("t")],
    holdings: [
      wireHolding("a", "s", { quantity: num("10.000000000000000001") }),
      wireHolding("a", "t", { institution_value: num("200") }),
      wireHolding("b", "s", { quantity: num("5"), cost_basis: null }),
      wireHolding("c", "s", { institution_value: num("50"), quantity: num("5"), ...CAD }),
    ],
  });
  const detail = await read(item, "s");
  expect(inShort(detail)).toEqual([
    ["USD", 2, "15.000000000000000001", "200", "80", "20"],
    ["CAD", 1, "5", "50", "80", "-30"],
  ]);
  expect(detail.totals[0]).toMatchObject({
    weight: "0.4",
    basisCoverage: "0.5",
    missingBasisCount: 1,
    truth: { level: "incomplete", reasons: [{ kind: "missing_basis", missing: 1, of: 2 }] },
  });
  expect(detail.totals[1]).toMatchObject({ weight: "1", truth: { level: "exact" } });
  const [first] = detail.positions;
  expect(first).toMatchObject({ accountName: "First", accountMask: "1111", weight: "0.2", accountWeight: "0.25" });
  expect(first).toMatchObject({ price: "10", priceAsOf: "2026-01-02", gain: "20", gainFraction: "0.25" });
  expect(detail).toMatchObject({
    security: { tickerSymbol: "S", sector: "Technology", marketIdentifierCode: "XNAS", closePrice: "10" },
    past: null,
    isHeldElsewhere: false,
    today: "2026-02-01",
  });
});

test("a scope tells of its accounts alone, and that others hold the security too", async () => {
  const both = {
    accounts: [wireAccount("a", { current: num("200") }), wireAccount("b"), wireAccount("empty")],
    securities: [wireSecurity("s")],
    holdings: [wireHolding("a", "s"), wireHolding("b", "s", { institution_value: num("900") })],
  };
  const item = await linked(both);
  const other = await linked({ ...both, holdings: [wireHolding("a", "s")] }, item.userId);
  expect((await read(item, "s")).positions).toHaveLength(3);
  expect(inShort(await read(item, "s", item.itemId))).toEqual([["USD", 2, "20", "1000", "160", "840"]]);
  const one = await read(item, "s", `${item.itemId}~a`);
  expect(one.positions.map(({ value, weight }) => [value, weight])).toEqual([["100", "0.5"]]);
  expect(one.isHeldElsewhere).toBe(true);
  expect(await read(item, "s", `${other.itemId}~empty`)).toMatchObject({
    positions: [],
    totals: [],
    past: null,
    isHeldElsewhere: true,
  });
});

test("lots are told with their terms, and that they do not add up to the position", async () => {
  const holding = wireHolding("a", "s", {
    tax_lots: [
      lot({ original_purchase_datetime: "2025-03-01T00:00:00Z", cost_basis: null }),
      lot({ position_type: null, quantity: num("4.5") }),
    ],
  });
  const item = await linked({ accounts: [wireAccount("a")], securities: [wireSecurity("s")], holdings: [holding] });
  const [position] = (await read(item, "s")).positions;
  expect(position?.lots).toMatchObject({
    quantity: "8.5",
    comparison: "differs",
    difference: "1.5",
    missingBasisCount: 1,
    longTermGain: "10",
    shortTermGain: null,
    rows: [
      { purchasedOn: "2020-05-01", term: "long", daysUntilLongTerm: null, gain: "10", price: "7.5" },
      { purchasedOn: "2025-03-01", term: "short", daysUntilLongTerm: 29, costBasis: null, gain: null },
    ],
  });
  item.show({ accounts: [wireAccount("a")], securities: [wireSecurity("s")], holdings: [wireHolding("a", "s")] });
  await item.refresh(JANUARY);
  expect((await read(item, "s")).positions[0]?.lots).toBeNull();
});

test("vested and unvested shares are told apart, and the gain is called an estimate", async () => {
  const holding = wireHolding("a", "s", {
    ...{ quantity: num("30"), institution_value: num("300"), vested_quantity: num("10"), vested_value: num("100") },
    tax_lots: [lot({ quantity: num("10") })],
  });
  const item = await linked({ accounts: [wireAccount("a")], securities: [wireSecurity("s")], holdings: [holding] });
  const { positions, totals } = await read(item, "s");
  expect(totals[0]?.truth).toEqual({ level: "estimated", reasons: [{ kind: "unvested_shares" }] });
  expect(positions[0]).toMatchObject({
    vested: { quantity: "10", value: "100", unvestedQuantity: "20", unvestedValue: "200" },
    lots: { comparison: "unvested", difference: "20" },
  });
});

test("T3: an option written is so many contracts short, and knows its underlying where the user does", async () => {
  const contract = {
    contract_type: "put",
    expiration_date: "2026-03-20",
    strike_price: num("12.5"),
    underlying_security_ticker: "U",
  };
  const picture = {
    accounts: [wireAccount("a", { current: num("0") })],
    securities: [
      wireSecurity("o", { type: "derivative", subtype: "option", option_contract: contract }),
      wireSecurity("u"),
    ],
    holdings: [
      wireHolding("a", "o", {
        ...{ quantity: num("-250"), institution_value: num("-137.5"), cost_basis: num("-200") },
        institution_price: num("0.55"),
      }),
    ],
  };
  const item = await linked(picture);
  const alone = await read(item, "o");
  expect(alone.option).toEqual({
    contractType: "put",
    strikePrice: "12.5",
    expiresOn: "2026-03-20",
    daysToExpiry: 47,
    underlyingTicker: "U",
    underlying: null,
    intrinsicValue: null,
  });
  expect(alone.positions).toMatchObject([{ quantity: "-250", contracts: "-2.5", value: "-137.5", gain: "62.5" }]);
  expect(alone.totals).toMatchObject([{ contracts: "-2.5", costBasis: "-200", gain: "62.5" }]);

  item.show({ ...picture, holdings: [...picture.holdings, wireHolding("a", "u")] });
  await item.refresh(JANUARY);
  noonOf("2026-03-21");
  expect((await read(item, "o")).option).toMatchObject({
    underlying: { securityId: "u", closePrice: "10", closePriceAsOf: "2026-01-02" },
    intrinsicValue: "2.5",
    daysToExpiry: -1,
  });
});

test("a bond tells its coupon, its dates and its par", async () => {
  const fixed_income = {
    yield_rate: { percentage: num("3.875"), type: "coupon" },
    issue_date: "2023-11-30",
    maturity_date: "2028-02-29",
    face_value: num("1000"),
  };
  const item = await linked({
    accounts: [wireAccount("a")],
    securities: [wireSecurity("b", { type: "fixed income", ticker_symbol: null, fixed_income })],
    holdings: [wireHolding("a", "b")],
  });
  expect((await read(item, "b")).bond).toEqual({
    rateType: "coupon",
    percentage: "3.875",
    issuedOn: "2023-11-30",
    maturesOn: "2028-02-29",
    daysToMaturity: 758,
    faceValue: "1000",
  });
});

test("what was sold tells when, from the sale and from when it was seen no more", async () => {
  const kept = wireHolding("a", "kept");
  const sold = { accounts: [wireAccount("a")], securities: [wireSecurity("s")], holdings: [kept] };
  noonOf("2026-01-10");
  const item = await linked({ ...sold, holdings: [kept, wireHolding("a", "s")] });
  noonOf("2026-01-20");
  const sale = { type: "sell", subtype: "sell", security_id: "s" };
  item.show({
    ...sold,
    investment_transactions: [
      wireTransaction("sale", "a", "2026-01-18", sale),
      wireTransaction("late", "a", "2026-01-19", { security_id: "s" }),
    ],
  });
  await item.refresh(JANUARY);
  expect(await read(item, "s")).toMatchObject({
    positions: [],
    totals: [],
    past: {
      heldFrom: "2026-01-10",
      heldUntil: "2026-01-20",
      lastSaleOn: "2026-01-18",
      lastTransactionOn: "2026-01-19",
    },
  });
});

test("a security that only transactions name is told, though nobody ever saw it held", async () => {
  const item = await linked({
    accounts: [wireAccount("a")],
    securities: [wireSecurity("traded")],
    investment_transactions: [wireTransaction("t", "a", "2026-01-18", { security_id: "traded" })],
  });
  expect((await read(item, "traded")).past).toEqual({
    heldFrom: null,
    heldUntil: null,
    lastSaleOn: null,
    lastTransactionOn: "2026-01-18",
  });
});

test("T4: a security that Plaid never described is told by its position, and says so", async () => {
  const item = await linked({ accounts: [wireAccount("a")], holdings: [wireHolding("a", "ghost")] });
  expect(await read(item, "ghost")).toMatchObject({
    security: { name: "Unnamed security", tickerSymbol: null, type: null, isPlaceholder: true, closePrice: null },
    positions: [{ value: "100" }],
  });
});

test("positions of an account that is no longer shown are last seen figures", async () => {
  const picture = { securities: [wireSecurity("s")], holdings: [wireHolding("a", "s")] };
  const item = await linked({ ...picture, accounts: [wireAccount("a"), wireAccount("b")] });
  item.show({ accounts: [wireAccount("b")] });
  await item.refresh(JANUARY);
  expect(await read(item, "s")).toMatchObject({
    positions: [{ isAccountActive: false }],
    totals: [{ truth: { level: "estimated", reasons: [{ kind: "last_seen" }] } }],
  });
});

test("S-06, T14: of a security that somebody else holds there is nothing, and of a shared one only one's own", async () => {
  const picture = {
    accounts: [wireAccount("a")],
    securities: [wireSecurity("mine")],
    holdings: [wireHolding("a", "mine")],
  };
  const owner = await linked(picture);
  const stranger = await linked({
    accounts: [wireAccount("x", { name: "Theirs" })],
    securities: [wireSecurity("shared")],
    holdings: [wireHolding("x", "shared", { institution_value: num("777") })],
  });
  for (const securityId of ["mine", "nowhere"]) {
    await expect(read(stranger, securityId)).rejects.toMatchObject({ code: "SECURITY_NOT_FOUND" });
  }
  owner.show({ ...picture, securities: [wireSecurity("shared")], holdings: [wireHolding("a", "shared")] });
  await owner.refresh(JANUARY);
  const told = await read(owner, "shared");
  expect(told.positions.map(({ accountName, value }) => [accountName, value])).toEqual([["Account a", "100"]]);
  const { json } = await getStoredSecurity(engine.ctx(), { userId: owner.userId, securityId: "shared" });
  expect(json).not.toContain("777");
  const elsewhere = await read(stranger, "shared", owner.itemId);
  expect([elsewhere.positions, elsewhere.isHeldElsewhere]).toEqual([[], true]);
});

test("S-31: once its brokerage is disconnected a security is not there any more", async () => {
  const item = await linked({
    accounts: [wireAccount("a")],
    securities: [wireSecurity("gone")],
    holdings: [wireHolding("a", "gone")],
  });
  await disconnectItem(engine.ctx(), { userId: item.userId, itemId: item.itemId });
  await expect(read(item, "gone")).rejects.toMatchObject({ code: "SECURITY_NOT_FOUND" });
});

test("what is stored is told in Plaid's names, with every digit", async () => {
  const item = await linked({
    accounts: [wireAccount("a")],
    securities: [wireSecurity("raw", { close_price: num("10.000000000000000001") })],
    holdings: [wireHolding("a", "raw", { tax_lots: [lot({ quantity: num("0.10") })] })],
  });
  const { json } = await getStoredSecurity(engine.ctx(), { userId: item.userId, securityId: "raw" });
  const stored = JSON.parse(json);
  expect(stored.security).toMatchObject({
    security_id: "raw",
    close_price: "10.000000000000000001",
    option_contract: null,
  });
  expect(stored.holdings).toMatchObject([
    { account_id: "a", institution_price_as_of: "2026-01-02", cost_basis: "80", tax_lots: [{ quantity: "0.10" }] },
  ]);
  expect(Object.keys(stored.security)).not.toContain("is_placeholder");
});
