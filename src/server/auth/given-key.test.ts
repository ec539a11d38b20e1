import { expect, test } from "vitest";
import { givenApiKey } from "./given-key";

test.each<[Record<string, string>, string | null]>([
  [{}, null],
  [{ authorization: "Bearer a" }, "a"],
  [{ authorization: "bearer  a" }, "a"],
  [{ "x-api-key": "a" }, "a"],
  [{ authorization: "Bearer a", "x-api-key": "a" }, "a"],
  [{ authorization: "Bearer a", "x-api-key": "b" }, ""],
  [{ authorization: "Bearer", "x-api-key": "b" }, ""],
  [{ authorization: "Basic YTpi" }, ""],
  [{ authorization: "Basic YTpi", "x-api-key": "b" }, ""],
  [{ authorization: "Bearer a b" }, ""],
  [{ authorization: "a" }, ""],
  // As the guard and Node join two of a name.
  [{ authorization: "Bearer a, Bearer b" }, ""],
  [{ authorization: ", Bearer a" }, ""],
  [{ authorization: "" }, ""],
  [{ "x-api-key": "" }, ""],
])("S-21: of %j the key is %j", (headers, key) => {
  expect(givenApiKey(new Headers(headers))).toBe(key);
});
