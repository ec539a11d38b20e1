import { expect, test } from "vitest";
import { gridColumns } from "./grid-columns";
import { DEFAULT_COLUMNS } from "./holdings-params";

const REM = 16;
/** A window of 1440 pixels without navigation, margins and scroll bars. */
const ROOM = 1440 - 224 - 64 - 2 - 2 * 15;

const AMOUNT = "$1,234,567.89".length;
const USUAL = { value: AMOUNT, costBasis: AMOUNT, gain: AMOUNT, quantity: 0, price: 0 };

test("the usual columns fit beside the navigation, and long amounts get the room that they need", () => {
  expect(Number.parseFloat(gridColumns(DEFAULT_COLUMNS, USUAL).least) * REM).toBeLessThanOrEqual(ROOM);
  expect(gridColumns(["security", "value"], { value: 30 })).toEqual({
    template: "minmax(12.5rem,2fr) minmax(14.5rem,1fr)",
    least: "27rem",
  });
});
