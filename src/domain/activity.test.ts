import { expect, test } from "vitest";
import { isAmountText, isSearchText, searchPatterns, searchWords } from "./activity";

test("a search is its words, four at most", () => {
  expect(searchWords("  apple \t inc ")).toEqual(["apple", "inc"]);
  expect(searchWords("a b c d e")).toEqual(["a", "b", "c", "d"]);
  expect(searchWords("   ")).toEqual([]);
});

test.each([
  ["Apple", ["%apple%"]],
  ["zürich", ["%zürich%", "%zÜrich%"]],
  ["100%_\\", ["%100\\%\\_\\\\%"]],
])("%s is looked for as %j", (word, patterns) => {
  expect(searchPatterns(word)).toEqual(patterns);
});

test.each(["0", "12.5", "99999999999999999999.999999999999999999"])("%s is an amount", (text) => {
  expect(isAmountText(text)).toBe(true);
});
test.each(["", "-1", "+1", "1e3", ".5", "1.", "1,5", "100000000000000000000", "0.1234567890123456789", "NaN"])(
  "%j is no amount",
  (text) => {
    expect(isAmountText(text)).toBe(false);
  },
);

test.each(["\u0000", "a\nb", "\ud800", "x".repeat(101)])("%j cannot be searched for", (text) => {
  expect(isSearchText(text)).toBe(false);
});
