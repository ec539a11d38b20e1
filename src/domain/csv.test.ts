import fc from "fast-check";
import { expect, test } from "vitest";
import { writeCsv } from "./csv";

const cell = (text: string | null) => writeCsv([[text]]).slice(0, -2);

test.each([
  ["=1+1", "'=1+1"],
  ["+1", "'+1"],
  ["-SUM(A1)", "'-SUM(A1)"],
  ["@A1", "'@A1"],
  ["\t=1", "\"'\t'=1\""],
  ["\r=1", "\"'\r'=1\""],
  ["\n=1", "\"'\n'=1\""],
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

test.each([
  ["Fund;=1+1;x", '"Fund;\'=1+1;x"'],
  ["Fund\t=1+1", '"Fund\t\'=1+1"'],
  ["Fund\n@A1", '"Fund\n\'@A1"'],
  ['Fund; "=1', '"Fund; ""\'=1"'],
  ["a;b", '"a;b"'],
])("S-40, T27: where another sign parts cells, no part of %j is a formula", (text, written) => {
  expect(cell(text)).toBe(written);
});

test("S-40, T27: no control character and no unseen line end reaches the file", () => {
  expect(cell("a\u001b[31mb\u0007\u0085\u2028\u0000\u007f")).toBe("a[31mb");
  expect(cell("\u001b=1")).toBe("'=1");
});

test("cells with commas, quotes and line ends are quoted, null is empty, and a line ends in CR LF", () => {
  expect(
    writeCsv([
      ["a", 'b "c", d', null],
      ["e\nf", "", "g"],
    ]),
  ).toBe('a,"b ""c"", d",\r\n"e\nf",,g\r\n');
});

const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029]/g;

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

test("S-40, T27: property: every text comes back, with an apostrophe in front of what begins like a formula", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", '"', ",", ";", " ", "1", "a") }),
  );
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
      const read = readCsv(writeCsv(rows));
      const bare = (one: string) => one.replace(/'(?=[\s=+\-@＝＋－＠])/g, "").replace(UNSEEN, "");
      expect(read.map((row) => row.map(bare))).toEqual(rows.map((row) => row.map(bare)));
      for (const one of read.flat()) if (/^[\t\r\n=+\-@]/.test(one)) expect(one).toMatch(/^-\d+(\.\d+)?$/);
    }),
  );
});
