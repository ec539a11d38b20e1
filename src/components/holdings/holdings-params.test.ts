import { expect, test } from "vitest";
import { DEFAULT_ORDER, orderText, parseOrder } from "@/domain/holding-list";
import {
  closedText,
  columnsText,
  DEFAULT_COLUMNS,
  type HoldingsParam,
  isFiltered,
  parseClosed,
  parseColumns,
  parseHoldingsOrder,
  parseHoldingsParams,
} from "./holdings-params";

const parse = (query: string) => {
  const params = new URLSearchParams(query);
  return parseHoldingsParams((name: HoldingsParam) => params.get(name));
};
const NOTHING = { orderBy: "value", isDescending: true, groupBy: "none" };

test("an address says which holdings are shown, in what order, and as of when", () => {
  const asked = parse(
    "q=+apple+inc&type=etf&account=a&institution=Acorn&currency=USD&basis=unknown&price=stale&sort=-gain&group=account&as_of=2026-01-31&scope=i~a",
  );
  expect(asked).toEqual({
    ...{ search: "apple inc", type: "etf", accountId: "a", institution: "Acorn", currency: "USD", hasNoBasis: true },
    ...{
      hasStalePrice: true,
      orderBy: "gain",
      isDescending: true,
      groupBy: "account",
      asOf: "2026-01-31",
      scope: "i~a",
    },
  });
  expect(isFiltered(asked)).toBe(true);
});

test.each([
  "",
  "q=+++",
  "q=%00",
  "type=",
  "type=%0A",
  "account=%0A",
  "basis=known",
  "sort=owner",
  "group=no",
  "as_of=2026-02-30",
  "scope=a~b~c",
])("%j asks for nothing that the server would refuse", (query) => {
  expect(parse(query)).toEqual(NOTHING);
  expect(isFiltered(parse(query))).toBe(false);
});

test.each(["value", "-value", "security", "-gainPercent"])("%s survives the address bar", (text) => {
  expect(orderText(parseHoldingsOrder(text))).toBe(text);
});

test.each([null, "", "-", "owner", "value,gain"])("%s is the default order", (text) => {
  expect(parseHoldingsOrder(text)).toEqual(DEFAULT_ORDER);
  expect(parseOrder("-")).toBeNull();
});

test("columns are in their usual order, with the security first, and the usual ones need no words", () => {
  expect(parseColumns(null)).toEqual(DEFAULT_COLUMNS);
  expect(columnsText(DEFAULT_COLUMNS)).toBe("");
  expect(parseColumns("gain value nonsense")).toEqual(["security", "value", "gain"]);
  expect(columnsText(["value", "security"])).toBe("security value");
});

test("keys of closed groups survive the address, whatever is in them", () => {
  const keys = new Set(["USD\nequity", "unofficial:a b%\ni~1\nä"]);
  expect(parseClosed(new URLSearchParams({ closed: closedText(keys) }).get("closed"))).toEqual(keys);
  expect(parseClosed(null).size).toBe(0);
  expect(parseClosed("%E0%A4%A")).toEqual(new Set(["%E0%A4%A"]));
});
