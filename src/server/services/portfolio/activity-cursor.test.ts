import fc from "fast-check";
import { expect, test } from "vitest";
import type { ActivityPosition } from "@/domain/activity";
import { isIdentifier } from "@/domain/ids";
import { parseCursor, toCursor } from "./activity-cursor";

const identifier = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }).filter(isIdentifier);

test("a cursor leads back to where it was made, whatever the ids are", () => {
  fc.assert(
    fc.property(identifier, identifier, (itemId, investmentTransactionId) => {
      const position = { date: "2026-01-25", itemId, investmentTransactionId } as ActivityPosition;
      expect(parseCursor(toCursor(position))).toEqual(position);
    }),
  );
});

test.each([
  "",
  "x",
  "2026-01-25\na",
  "2026-02-30\na\nb",
  "2026-01-25\n\nb",
  "2026-01-25\na\nb\nc",
  "2026-01-25\na\u0000\nb",
])("%j is no position", (text) => {
  expect(parseCursor(Buffer.from(text).toString("base64url"))).toBeNull();
});
