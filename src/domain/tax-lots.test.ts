import { describe, expect, test } from "vitest";
import type { CalendarDate } from "./calendar-date";
import { parseDecimal } from "./decimal";
import type { Json } from "./entities";
import {
  compareLots,
  daysUntilLongTerm,
  knownLotBasis,
  longTermFrom,
  lotGain,
  parseTaxLots,
  sumLots,
  type TaxLot,
  termOf,
} from "./tax-lots";

const day = (text: string) => text as CalendarDate;
const decimal = parseDecimal;
const lot = (over: { readonly [key: string]: Json } = {}): { readonly [key: string]: Json } => ({
  institution_lot_id: "lot",
  original_purchase_datetime: "2025-01-15T00:00:00Z",
  quantity: "10",
  purchase_price: "8",
  cost_basis: "80",
  current_value: "100",
  position_type: "LONG",
  ...over,
});
const one = (over: { readonly [key: string]: Json } = {}) => (parseTaxLots([lot(over)]) as TaxLot[])[0] as TaxLot;

describe("the first date of a long term is more than a year after the purchase, counted from the day after it", () => {
  test.each([
    ["2009-02-05", "2010-02-06"],
    ["2025-01-15", "2026-01-16"],
    ["2025-12-31", "2027-01-01"],
    ["2025-04-30", "2026-05-01"],
    // The day after 28 February is in another month unless the year is a leap year.
    ["2023-02-28", "2024-03-01"],
    ["2024-02-28", "2025-03-01"],
    ["2024-02-29", "2025-03-01"],
    ["2024-03-01", "2025-03-02"],
    ["1999-02-28", "2000-03-01"],
    ["2099-02-28", "2100-03-01"],
  ])("bought on %s: %s", (bought, from) => {
    expect(longTermFrom(day(bought))).toBe(from);
    const bare = one({ original_purchase_datetime: bought });
    expect(termOf(bare, day(from))).toBe("long");
    expect(daysUntilLongTerm(bare, day(from))).toBeNull();
  });
});

test("days until a long term are counted over a leap day, and the day before is the last short one", () => {
  const bought = one({ original_purchase_datetime: "2023-06-10T14:30:00-04:00" });
  expect(bought.purchasedOn).toBe("2023-06-10");
  expect(termOf(bought, day("2024-06-10"))).toBe("short");
  expect(daysUntilLongTerm(bought, day("2024-06-10"))).toBe(1);
  expect(daysUntilLongTerm(bought, day("2024-02-28"))).toBe(104);
  expect(daysUntilLongTerm(bought, day("2024-03-01"))).toBe(102);
});

test("a lot without a date and a lot sold short have no term", () => {
  for (const bare of [one({ original_purchase_datetime: null }), one({ position_type: "SHORT" })]) {
    expect(termOf(bare, day("2026-06-01"))).toBeNull();
    expect(daysUntilLongTerm(bare, day("2026-06-01"))).toBeNull();
  }
});

test("no lots, none given and what is no list are all no lots", () => {
  for (const json of [null, [], {}, "lots"]) expect(parseTaxLots(json)).toBeNull();
});

test("what a lot does not tell, or tells in a form nobody knows, is unknown and never zero", () => {
  const odd = one({
    institution_lot_id: null,
    original_purchase_datetime: "last spring",
    quantity: null,
    purchase_price: "n/a",
    cost_basis: null,
    current_value: true,
    position_type: null,
  });
  expect(odd).toEqual({
    lotId: null,
    purchasedOn: null,
    quantity: null,
    purchasePrice: null,
    costBasis: null,
    value: null,
    isShort: false,
  });
  expect(lotGain(odd)).toBeNull();
  expect(parseTaxLots(["text", 5 as unknown as Json, [null]])).toHaveLength(3);
});

test("every digit of a lot is kept", () => {
  const exact = one({ quantity: "0.123456789012345678", current_value: "1.100000000000000001", cost_basis: "1e-18" });
  expect(exact.quantity?.toFixed()).toBe("0.123456789012345678");
  expect(lotGain(exact)?.toFixed()).toBe("1.1");
});

test("oldest first, those without a date last", () => {
  const dates = ["2025-03-01", null, "2024-03-01T10:00:00Z", "2025-03-01"];
  const lots = parseTaxLots(dates.map((date) => lot({ original_purchase_datetime: date })));
  expect(lots?.map(({ purchasedOn }) => purchasedOn)).toEqual(["2024-03-01", "2025-03-01", "2025-03-01", null]);
});

test("T18: a basis of nothing is unknown on a lot that is held, and its gain with it", () => {
  for (const cost_basis of [null, "0", "-5"]) {
    expect(knownLotBasis(one({ cost_basis }))).toBeNull();
    expect(lotGain(one({ cost_basis }))).toBeNull();
  }
  expect(lotGain(one())?.toFixed()).toBe("20");
});

test("T3: a lot that was sold short gains when its value falls, whatever the signs it comes with", () => {
  expect(lotGain(one({ position_type: "SHORT" }))?.toFixed()).toBe("-20");
  const signed = one({ position_type: null, quantity: "-10", cost_basis: "-80", current_value: "-30" });
  expect(signed.isShort).toBe(true);
  expect(signed.quantity?.toFixed()).toBe("10");
  expect(lotGain(signed)?.toFixed()).toBe("50");
});

test("gains add up by term over what is known", () => {
  const lots = parseTaxLots([
    lot({ original_purchase_datetime: "2020-01-01", current_value: "200" }),
    lot({ original_purchase_datetime: "2026-01-01" }),
    lot({ original_purchase_datetime: "2026-01-02", cost_basis: null }),
    lot({ original_purchase_datetime: null }),
  ]);
  const sums = sumLots(lots ?? [], day("2026-02-01"));
  expect(sums).toMatchObject({ missingBasisCount: 1 });
  expect([sums.quantity, sums.costBasis, sums.longTermGain, sums.shortTermGain].map(String)).toEqual([
    "40",
    "240",
    "120",
    "20",
  ]);
  const none = sumLots(parseTaxLots([lot({ cost_basis: null })]) ?? [], day("2026-02-01"));
  expect([none.costBasis, none.longTermGain, none.shortTermGain]).toEqual([null, null, null]);
});

describe("lots and the position that they are of", () => {
  const compare = (quantity: string, lots: Json, vested: string | null = null) => {
    const position = { quantity: decimal(quantity), vestedQuantity: vested === null ? null : decimal(vested) };
    const { result, difference } = compareLots(position, sumLots(parseTaxLots(lots) ?? [], day("2026-02-01")));
    return [result, difference.toFixed()];
  };
  test("agree to the last digit, short ones with their sign", () => {
    expect(compare("10.000000000000000001", [lot(), lot({ quantity: "0.000000000000000001" })])).toEqual([
      "equal",
      "0",
    ]);
    expect(compare("-10", [lot({ position_type: "SHORT" })])).toEqual(["equal", "0"]);
    expect(compare("5", [lot(), lot({ position_type: "SHORT", quantity: "5" })])).toEqual(["equal", "0"]);
  });
  test("differ by what is said", () => {
    expect(compare("12", [lot()])).toEqual(["differs", "2"]);
    expect(compare("9.5", [lot()])).toEqual(["differs", "-0.5"]);
  });
  test("are those of the vested shares alone", () => {
    expect(compare("30", [lot()], "10")).toEqual(["unvested", "20"]);
    expect(compare("30", [lot()], "12")).toEqual(["differs", "20"]);
  });
  test("cannot be compared where a lot has no quantity", () => {
    expect(compare("10", [lot(), lot({ quantity: null })])).toEqual(["unknown", "0"]);
  });
});
