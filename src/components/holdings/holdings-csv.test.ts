import { expect, test } from "vitest";
import type { HoldingListRow } from "@/contracts/holdings";
import { HOLDING_COLUMNS } from "@/domain/holding-list";
import { holdingsCsv } from "./holdings-csv";

const POSITION: HoldingListRow = {
  kind: "position",
  itemId: "item",
  accountId: "account",
  securityId: "security",
  institutionName: "Brokerage, Inc.",
  accountName: "IRA",
  accountMask: "1234",
  tickerSymbol: "AAPL",
  name: "Apple",
  securityType: "equity",
  currency: { isoCurrencyCode: "USD", unofficialCurrencyCode: null },
  quantity: "-0.123456789",
  contracts: null,
  price: "0.0042",
  priceAsOf: "2026-11-25",
  value: "30000000.000000000000000001",
  costBasis: null,
  gain: null,
  gainFraction: "-0.25",
  weight: "0.333333333333333333",
  dayChange: "-1.5",
  previousDate: "2026-11-24",
  isPriceStale: false,
};
const cash = { isoCurrencyCode: null, unofficialCurrencyCode: "BTC" };
const CASH: HoldingListRow = {
  ...POSITION,
  ...{ kind: "derived_cash", securityId: null, tickerSymbol: null, name: "Cash", securityType: null },
  ...{ accountMask: null, currency: cash, quantity: null, price: null, priceAsOf: null, value: "-12.5", weight: null },
  ...{ gainFraction: null, dayChange: null, previousDate: null },
};

test("holdings as CSV keep their order, every digit and what is unknown", () => {
  expect(holdingsCsv([CASH, POSITION], HOLDING_COLUMNS).split("\r\n")).toEqual([
    "Ticker,Name,Type,Brokerage,Account,Currency,Quantity,Price,Price as of,Value,Weight (fraction),Cost basis,Gain,Gain (fraction),Day change,Day change since",
    ',Cash,,"Brokerage, Inc.",IRA,BTC,,,,-12.5,,,,,,',
    'AAPL,Apple,equity,"Brokerage, Inc.",IRA ••1234,USD,-0.123456789,0.0042,2026-11-25,30000000.000000000000000001,0.333333333333333333,,,-0.25,-1.5,2026-11-24',
    "",
  ]);
});

test("only the columns that are shown are written, the currency of their amounts always", () => {
  const [head, line] = holdingsCsv([POSITION], ["security", "value"]).split("\r\n");
  expect(head).toBe("Ticker,Name,Type,Currency,Value");
  expect(line).toBe("AAPL,Apple,equity,USD,30000000.000000000000000001");
});

test("S-40, T27: what a brokerage calls a holding is never a formula", () => {
  const names = { tickerSymbol: "=1+1", name: '=HYPERLINK("http://evil.example")', securityType: "@x" };
  const row = { ...POSITION, ...names, institutionName: "+cmd", accountName: "-2+3", accountMask: null };
  const [, line = ""] = holdingsCsv([row], HOLDING_COLUMNS).split("\r\n");
  expect(line).toContain(`'=1+1,"'=HYPERLINK(""http://evil.example"")",'@x,'+cmd,'-2+3,USD,-0.123456789,`);
});
