import { expect, test } from "vitest";
import { parseCursor, toCursor } from "./run-cursor";

test("a cursor tells the position that it was made of", () => {
  const position = { requestedAt: new Date("2026-01-02T03:04:05.678Z"), runId: "a run" as never };
  expect(parseCursor(toCursor(position))).toEqual(position);
});

test.each([
  "2026-01-01T00:00:00.000Z \u0000",
  `2026-01-01T00:00:00.000Z ${"x".repeat(129)}`,
  "2026-01-01T00:00:00.000Z",
  "-000500-01-01T00:00:00.000Z x",
  "-271820-01-01T00:00:00.000Z x",
  "+275000-01-01T00:00:00.000Z x",
  "0000-01-01T00:00:00.000Z x",
  "yesterday x",
  "",
])("S-16: %j, which the database could not compare with, is the beginning", (text) => {
  expect(parseCursor(Buffer.from(text).toString("base64url"))).toBeNull();
});
