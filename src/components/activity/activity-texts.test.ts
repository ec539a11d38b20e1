import { expect, test } from "vitest";
import type { ActivityRow } from "@/contracts/activity";
import { activityCsv } from "./activity-csv";
import { groupByDay } from "./activity-texts";

const ROW: ActivityRow = {
  itemId: "item",
  transactionId: "1",
  date: "2026-11-25",
  institutionName: "Brokerage, Inc.",
  accountId: "account",
  accountName: "IRA",
  accountMask: "1234",
  kind: "income",
  label: "Dividend",
  type: "cash",
  subtype: "dividend",
  name: "=HYPERLINK(1)",
  securityId: "s",
  tickerSymbol: "AAPL",
  securityName: "Apple",
  securityType: "equity",
  currency: { isoCurrencyCode: "USD", unofficialCurrencyCode: null },
  quantity: "0",
  price: "0",
  fees: null,
  cashChange: "-30000000.000000000000000001",
  status: "withdrawn",
};

test("rows are grouped by date in their order; one that stands on two pages is shown once", () => {
  const rows = [
    ROW,
    { ...ROW, itemId: "other" },
    { ...ROW, transactionId: "2", date: "2026-11-24" },
    { ...ROW, date: "2026-11-24" },
  ];
  expect(
    groupByDay(rows).map((day) => [day.date, day.rows.map((row) => `${row.itemId} ${row.transactionId}`)]),
  ).toEqual([
    ["2026-11-25", ["item 1", "other 1"]],
    ["2026-11-24", ["item 2"]],
  ]);
});

test("S-40, T27: as CSV every digit stays, and what a brokerage writes is no formula", () => {
  expect(activityCsv([ROW]).split("\r\n")).toEqual([
    "Date,Brokerage,Account,Kind,Type,Subtype,Ticker,Security,Text,Currency,Quantity,Price,Fees,Amount (money in is positive),Status",
    `2026-11-25,"Brokerage, Inc.",IRA ••1234,Income,cash,dividend,AAPL,Apple,'=HYPERLINK(1),USD,0,0,,-30000000.000000000000000001,Withdrawn`,
    "",
  ]);
});
