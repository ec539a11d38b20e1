import fc from "fast-check";
import { parse } from "lossless-json";
import { describe, expect, it } from "vitest";
import { parseLosslessJson } from "./lossless-json";

const oracle = (text: string): unknown => parse(text, null, (digits) => digits);
const outcome = (run: () => unknown): unknown => {
  try {
    return run();
  } catch {
    return "refused";
  }
};

const digits = fc.stringMatching(/^-?(?:0|[1-9]\d{0,25})(?:\.\d{1,25})?(?:[eE][+-]?\d{1,3})?$/);
const string = fc.string({ unit: fc.constantFrom("a", '"', "\\", "1", ":", "-", "[", "}", "\n", "é", "🐑", "\u2028") });
/** The text of a JSON value, with white space where it may stand. */
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    digits,
    string.map((text) => JSON.stringify(text)),
    fc.constantFrom("true", "false", "null", "[]", "{ }"),
    fc.array(tie("value"), { maxLength: 4 }).map((items) => `[${items.join(" ,\n")}]`),
    fc
      .uniqueArray(fc.tuple(string, tie("value")), { maxLength: 4, selector: ([key]) => key })
      .map((entries) => `{${entries.map(([key, entry]) => `${JSON.stringify(key)} :\t${entry}`).join(",")}}`),
  ),
}));

describe("R-28: parseLosslessJson", () => {
  it("reads what lossless-json reads", () => {
    fc.assert(
      fc.property(value, (text) => {
        expect(parseLosslessJson(text)).toEqual(oracle(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it("refuses what lossless-json refuses: texts cut, doubled and disturbed anywhere", () => {
    const piece = fc.constantFrom(
      "",
      "1",
      "-",
      ".",
      "e",
      "0",
      '"',
      "\\",
      ",",
      ":",
      "[",
      "]",
      "{",
      "}",
      " ",
      "null",
      "NaN",
    );
    const damaged = fc.tuple(value, fc.nat(), fc.nat({ max: 3 }), piece).map(([text, seed, length, by]) => {
      const at = seed % (text.length + 1);
      return text.slice(0, at) + by + text.slice(at + length);
    });
    fc.assert(
      fc.property(damaged, (text) => {
        // Of a key that stands twice the oracle refuses the second value; it is the only thing that is taken here.
        if (outcome(() => oracle(text)) === "refused" && !/"[^"]*"\s*:.*"[^"]*"\s*:/s.test(text))
          expect(outcome(() => parseLosslessJson(text))).toBe("refused");
        else if (outcome(() => oracle(text)) !== "refused") expect(parseLosslessJson(text)).toEqual(oracle(text));
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    "",
    " ",
    "01",
    "1.",
    ".5",
    "+1",
    "-",
    "--1",
    "1e",
    "0x1",
    "{1:2}",
    "{1 :2}",
    '"a"1',
    '1"a"',
    "[1 2]",
    "NaN",
    '"\\"',
    "[",
  ])("refuses %j", (text) => expect(() => parseLosslessJson(text)).toThrow(SyntaxError));

  it("keeps every digit and every character", () => {
    const text = '{"a":12345678901234567.890,"b":[-1e-7,0.10],"c":"5 \\\\","d":"say \\"6\\" 7","__proto__":{"x":1}}';
    const read = parseLosslessJson(text);
    expect(JSON.stringify(read)).toBe(
      '{"a":"12345678901234567.890","b":["-1e-7","0.10"],"c":"5 \\\\","d":"say \\"6\\" 7","__proto__":{"x":"1"}}',
    );
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });

  it("refuses to go deeper than any answer of Plaid does", () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    expect(parseLosslessJson(nested(64))).toHaveLength(1);
    expect(() => parseLosslessJson(nested(65))).toThrow(SyntaxError);
  });
});
