import { expect, test } from "vitest";
import type { HoldingsList } from "@/contracts/holdings";
import { columnLengths } from "./column-lengths";

const TOKEN = { isoCurrencyCode: null, unofficialCurrencyCode: "USDT" };
const DOLLAR = { isoCurrencyCode: "USD", unofficialCurrencyCode: null };
const pageOf = (...rows: object[]) => ({ rows }) as HoldingsList;

test("quantities and prices have the room of the longest that is there, as it is shown", () => {
  const pages = [
    pageOf({ quantity: "12.5", price: "245.83", currency: DOLLAR }, { quantity: null, price: null, currency: DOLLAR }),
    pageOf(
      { quantity: "991.816813825000000000", price: "2.5473502", currency: TOKEN },
      { quantity: "4000000.1235", price: "0.00049073", currency: TOKEN },
    ),
  ];
  expect(columnLengths([], pages)).toMatchObject({
    quantity: "4,000,000.1235".length,
    price: "0.00049073 USDT".length,
  });
  expect(columnLengths([], pages.slice(0, 1))).toMatchObject({ quantity: 0, price: 0 });
});
