import { expect, test } from "vitest";
import type { HoldingGroup, HoldingListRow, HoldingsList } from "@/contracts/holdings";
import { toEntries } from "./holding-entries";

const USD = { isoCurrencyCode: "USD", unofficialCurrencyCode: null };
const page = (rows: string[], groups: [string, number][]) =>
  ({
    rows: rows.map(
      (securityId) => ({ kind: "position", itemId: "i", accountId: "a", securityId, currency: USD }) as HoldingListRow,
    ),
    groups: groups.map(([key, rowsBefore]) => ({ key, rowsBefore }) as HoldingGroup),
  }) as HoldingsList;
const told = (pages: HoldingsList[], closed: string[] = [], hasHeads = true) =>
  toEntries(pages, { closed: new Set(closed), hasHeads }).map((entry) =>
    entry.kind === "group" ? `[${entry.group.key}]` : entry.row.securityId,
  );

test("heads stand before their rows, over pages", () => {
  const pages = [
    page(
      ["1", "2"],
      [
        ["A", 0],
        ["B", 1],
      ],
    ),
    page(["3", "4"], [["C", 1]]),
  ];
  expect(told(pages)).toEqual(["[A]", "1", "[B]", "2", "3", "[C]", "4"]);
  expect(told(pages, [], false)).toEqual(["1", "2", "3", "4"]);
});

test("the rows of a closed group are left out, on later pages too", () => {
  const pages = [
    page(
      ["1", "2"],
      [
        ["A", 0],
        ["B", 1],
      ],
    ),
    page(["3", "4"], [["C", 1]]),
  ];
  expect(told(pages, ["B"])).toEqual(["[A]", "1", "[B]", "[C]", "4"]);
  expect(told(pages, ["A", "B", "C"])).toEqual(["[A]", "[B]", "[C]"]);
});

test("what changed its place between two pages stands once; a head may end a page", () => {
  expect(
    told([
      page(
        ["1"],
        [
          ["A", 0],
          ["B", 1],
        ],
      ),
      page(["1", "2"], [["B", 0]]),
    ]),
  ).toEqual(["[A]", "1", "[B]", "2"]);
});
