import { expect, test } from "vitest";
import type { ActivityRow } from "@/contracts/activity";
import { activityCsv } from "./activity-csv";
import { toLines } from "./activity-texts";

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

test("rows keep their order and know where a date begins and ends; one that stands on two pages is shown once", () => {
  const rows = [
    ROW,
    { ...ROW, itemId: "other" },
    { ...ROW, transactionId: "2", date: "2026-11-24" },
    { ...ROW, date: "2026-11-24" },
  ];
  expect(
    toLines(rows).map(({ row, ...line }) => [row.date, `${row.itemId} ${row.transactionId}`, ...Object.values(line)]),
  ).toEqual([
    ["2026-11-25", "item 1", true, false],
    ["2026-11-25", "other 1", false, true],
    ["2026-11-24", "item 2", true, true],
  ]);
});

test("S-40, T27: as CSV every digit stays, and what a brokerage writes is no formula", () => {
  expect(activityCsv([ROW]).split("\r\n")).toEqual([
    "Date,Brokerage,Account,Kind,Type,Subtype,Ticker,Security,Text,Currency,Quantity,Price,Fees,Amount (money in is positive),Status",
    `2026-11-25,"Brokerage, Inc.",IRA ••1234,Income,cash,dividend,AAPL,Apple,'=HYPERLINK(1),USD,0,0,,-30000000.000000000000000001,Withdrawn`,
    "",
  ]);
});
