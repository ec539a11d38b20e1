import fc from "fast-check";
import { expect, test } from "vitest";
import { newRequestId, requestIdFrom } from "@/server/platform/request-id";

test("S-32: an id that could not be printed or stored as it is gives way to a new one", () => {
  for (const bad of [
    null,
    undefined,
    "",
    "short",
    "a".repeat(65),
    "with space 1",
    "line\nbreak-1",
    "\u001b[31m-red-id",
    "é".repeat(10),
    "-leading-dash",
  ]) {
    const id = requestIdFrom(bad);
    expect(id).not.toBe(bad);
    expect(requestIdFrom(id)).toBe(id);
  }
});

test("an acceptable id is kept, and new ids are acceptable and differ", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/), (id) => {
      expect(requestIdFrom(id)).toBe(id);
    }),
  );
  expect(newRequestId()).not.toBe(newRequestId());
});
