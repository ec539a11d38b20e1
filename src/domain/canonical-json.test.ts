import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json";

test("the order of keys does not matter, that of lists and every value do", () => {
  expect(canonicalJson({ b: [2, 1, "é\n"], a: { d: null, c: true } })).toBe(
    '{"a":{"c":true,"d":null},"b":[2,1,"é\\n"]}',
  );
  expect(canonicalJson({ a: { c: true, d: null }, b: [2, 1, "é\n"] })).toBe(
    canonicalJson({ b: [2, 1, "é\n"], a: { d: null, c: true } }),
  );
  expect(canonicalJson({ a: [1, 2] })).not.toBe(canonicalJson({ a: [2, 1] }));
  expect(canonicalJson({ a: "1" })).not.toBe(canonicalJson({ a: 1 }));
});
