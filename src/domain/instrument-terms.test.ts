import { expect, test } from "vitest";
import { parseDecimal } from "./decimal";
import type { Json } from "./entities";
import { contractsOf, intrinsicValue, parseBondTerms, parseOptionTerms } from "./instrument-terms";

const OPTION = {
  contract_type: "put",
  expiration_date: "2028-12-15",
  strike_price: "380.125",
  underlying_security_ticker: "MSFT",
};

test("a contract is a hundred shares, exactly and with its sign", () => {
  const contracts = (quantity: string) => contractsOf(parseDecimal(quantity)).toFixed();
  expect(["1000", "-500", "150", "1", "0", "0.000000000000000001"].map(contracts)).toEqual([
    "10",
    "-5",
    "1.5",
    "0.01",
    "0",
    "0.00000000000000000001",
  ]);
});

test("an option's terms are read with every digit, and what is missing is null", () => {
  const terms = parseOptionTerms(OPTION);
  expect({ ...terms, strikePrice: terms?.strikePrice?.toFixed() }).toEqual({
    contractType: "put",
    strikePrice: "380.125",
    expiresOn: "2028-12-15",
    underlyingTicker: "MSFT",
  });
  const nothing = { contractType: null, strikePrice: null, expiresOn: null, underlyingTicker: null };
  for (const odd of [{}, [], "call", { strike_price: null, expiration_date: "2028-13-01" }] as Json[]) {
    expect(parseOptionTerms(odd)).toEqual(nothing);
  }
  expect(parseOptionTerms(null)).toBeNull();
});

test("an option is worth at least what its right is worth today, and never less than nothing", () => {
  const worth = (contract_type: string, price: string) => {
    const terms = parseOptionTerms({ ...OPTION, contract_type });
    return terms && intrinsicValue(terms, parseDecimal(price))?.toFixed();
  };
  expect(worth("call", "400")).toBe("19.875");
  expect(worth("call", "380.125")).toBe("0");
  expect(worth("put", "400")).toBe("0");
  expect(worth("put", "300.1")).toBe("80.025");
  expect(worth("warrant", "300")).toBeUndefined();
});

test("a bond's terms are read with every digit, and what is missing is null", () => {
  const terms = parseBondTerms({
    yield_rate: { percentage: "3.875", type: "coupon" },
    issue_date: "2023-11-30",
    maturity_date: "2028-11-30",
    face_value: "1000",
  });
  expect({ ...terms, percentage: terms?.percentage?.toFixed(), faceValue: terms?.faceValue?.toFixed() }).toEqual({
    rateType: "coupon",
    percentage: "3.875",
    issuedOn: "2023-11-30",
    maturesOn: "2028-11-30",
    faceValue: "1000",
  });
  const nothing = { rateType: null, percentage: null, issuedOn: null, maturesOn: null, faceValue: null };
  for (const odd of [{}, { yield_rate: null, face_value: "a lot" }] as Json[])
    expect(parseBondTerms(odd)).toEqual(nothing);
  expect(parseBondTerms(null)).toBeNull();
});
