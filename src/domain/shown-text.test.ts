import { expect, test } from "vitest";
import { toShownName, withoutDirections } from "./shown-text";

const CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

test("no character that sets a direction of writing is left, and every other one is", () => {
  expect(withoutDirections(`Fund\u202e cba ${CONTROLS}\u2067x`)).toBe("Fund cba x");
  const written = "בנק לאומי · بنك 12 — 👩‍👧 a\u200bb\u0000";
  expect(withoutDirections(written)).toBe(written);
});

test.each<[string, string | null]>([
  [" Ann ", "Ann"],
  ["Ann\u202egpj.exe", "Anngpj.exe"],
  ["\u2066Ann \u2069", "Ann"],
  ["", null],
  [" ", null],
  [` ${CONTROLS} `, null],
  ["\u200b\u2060\ufeff", null],
  ["\u00ad\u034f\ufe0f", null],
  ["\u3164\u115f\uffa0", null],
  ["\u{e0041}\u{e0100}", null],
  ["\u2800 \u2800", null],
  ["\u{1d159}", null],
  ["\ue000\u{f0000}\u{10fffd}", null],
  ["\u0378\ufdd0\u{e0fff}", null],
  ["\u0301\u20dd", null],
  ["\ufff9\ufffa\ufffb", null],
  ["\ufffc", null],
  ["\u0301\ue000!", "\u0301\ue000!"],
  ["١٢", "١٢"],
  ["ก็", "ก็"],
  ["€", "€"],
  ["👩‍👧", "👩‍👧"],
  ["می‌خواهم", "می‌خواهم"],
  [`שָׁ${"\u0301".repeat(8)}`, null],
  [`a${`${"\u0301".repeat(8)}\u2060`.repeat(2)}`, null],
  ["שָׁ֣לוֹם", "שָׁ֣לוֹם"],
  ["a\u0000b", null],
  ["a\u2028b", null],
  ["a\u2029b", null],
  ["\ud800", null],
  [`${"a".repeat(100)}${CONTROLS}`, "a".repeat(100)],
  ["a".repeat(101), null],
])("a name is what can be shown: %j", (text, name) => {
  expect(toShownName(text)).toBe(name);
});
