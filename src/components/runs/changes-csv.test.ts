import { expect, test } from "vitest";
import type { ChangeRow } from "@/contracts/refresh-history";
import { changesCsv } from "./changes-csv";

const row: ChangeRow = {
  ...{ itemId: "i", seq: 0, kind: "holding", action: "added", label: null, accountName: "IRA", fields: [] },
  ...{ securityName: "=cmd()", tickerSymbol: "VTI" },
};

test("each field that changed is a line, with every digit, and no cell is a formula", () => {
  const fields = [
    { field: "quantity", old: "1.000000000000000001", new: "2" },
    { field: "costBasis", old: null, new: "-3.5" },
  ];
  expect(changesCsv([row, { ...row, action: "changed", fields }]).split("\r\n")).toEqual([
    "Kind,Change,What,Ticker,Security or text,Account,Field,Old,New",
    "holding,added,,VTI,'=cmd(),IRA,,,",
    "holding,changed,,VTI,'=cmd(),IRA,Quantity,1.000000000000000001,2",
    "holding,changed,,VTI,'=cmd(),IRA,Cost basis,,-3.5",
    "",
  ]);
});
