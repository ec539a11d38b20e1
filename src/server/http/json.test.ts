import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isJsonType, parseJson } from "./json";

const bytes = (text: string) => new TextEncoder().encode(text);
const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

test("reads whatever JSON.stringify writes", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      expect(parseJson(bytes(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test.each(["", "{", "{'a':1}", "undefined", '{"a":1}}', "NaN"])("%j is malformed", (text) => {
  expect(parseJson(bytes(text))).toBeUndefined();
});

test("bytes that are not UTF-8 are malformed", () => {
  expect(parseJson(new Uint8Array([0x22, 0xff, 0x22]))).toBeUndefined();
  expect(parseJson(new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]))).toBeUndefined();
});

describe("S-13: depth 32", () => {
  test("the limit is read, one more is refused, whole or not", () => {
    expect(parseJson(bytes(nested(32)))).toBeDefined();
    for (const text of [nested(33), `${'{"a":'.repeat(33)}1${"}".repeat(33)}`, "[".repeat(100_000)])
      expect(() => parseJson(bytes(text))).toThrow("Bad Request");
  });

  test("brackets in a string are text, whatever is escaped around them", () => {
    const text = JSON.stringify({ a: `\\"${"[".repeat(100)}` });
    expect(parseJson(bytes(text))).toEqual({ a: `\\"${"[".repeat(100)}` });
  });

  test("closed brackets do not count", () => {
    expect(parseJson(bytes(`[${Array(100).fill("[]").join()}]`))).toHaveLength(100);
  });
});

test.each(["application/json", "APPLICATION/JSON; charset=utf-8", "application/vnd.api+json"])("%s is JSON", (type) =>
  expect(isJsonType(type)).toBe(true),
);

test.each([
  null,
  "",
  "text/plain",
  "text/json",
  "application/jsonx",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=application/json",
  "application/json, text/plain",
])("%s is not", (type) => expect(isJsonType(type)).toBe(false));
