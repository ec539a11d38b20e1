import fc from "fast-check";
import { expect, test } from "vitest";
import { writeCsv } from "./csv";

const cell = (text: string | null) => writeCsv([[text]]).slice(0, -2);

test.each([
  ["=1+1", "'=1+1"],
  ["+1", "'+1"],
  ["-SUM(A1)", "'-SUM(A1)"],
  ["@A1", "'@A1"],
  ["\t=1", '"\'\t=1"'],
  ["\r=1", '"\'\r=1"'],
  ["\n=1", '"\'\n=1"'],
  [" =1", "' =1"],
  ["\ufeff=1", "'\ufeff=1"],
  ["＝1", "'＝1"],
  ["-", "'-"],
  ["-1e5", "'-1e5"],
  ["-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"],
  ['=HYPERLINK("http://evil.example","x")', '"\'=HYPERLINK(""http://evil.example"",""x"")"'],
])("S-40, T27: %j is no formula", (text, written) => {
  expect(cell(text)).toBe(written);
});

test.each(["-1", "-0.000000000000000001", "12", "0.1", "AT&T", "B-", "1=1", "Total", ""])(
  "S-40, T27: %j stays as it is",
  (text) => {
    expect(cell(text)).toBe(text);
  },
);

test("S-40, T27: no separator of another country splits a cell, so that its rest begins none", () => {
  expect(cell("Fund;=1+1")).toBe('"Fund;=1+1"');
  expect(cell("Fund\t=1+1")).toBe('"Fund\t=1+1"');
});

test("cells with commas, quotes and line ends are quoted, null is empty, and a line ends in CR LF", () => {
  expect(
    writeCsv([
      ["a", 'b "c", d', null],
      ["e\nf", "", "g"],
    ]),
  ).toBe('a,"b ""c"", d",\r\n"e\nf",,g\r\n');
});

/** What a reader after RFC 4180 makes of it. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

test("S-40, T27: property: every text comes back, with an apostrophe in front where it began like a formula", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", '"', ",", ";", " ", "1", "a") }),
  );
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
      const read = readCsv(writeCsv(rows));
      expect(read.map((row) => row.map((one) => one.replace(/^'(?=[\s=+\-@＝＋－＠])/, "")))).toEqual(
        rows.map((row) => row.map((one) => one.replace(/^'(?=[\s=+\-@＝＋－＠])/, ""))),
      );
      for (const one of read.flat()) if (/^[\t\r\n=+\-@]/.test(one)) expect(one).toMatch(/^-\d+(\.\d+)?$/);
    }),
  );
});
