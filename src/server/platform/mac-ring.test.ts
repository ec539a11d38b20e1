import { describe, expect, test } from "vitest";
import { createMacRing } from "./mac-ring";

const [NEW, OLD, LOST] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3)];
const ringOf = (...secrets: Buffer[]) => createMacRing({ secrets: () => secrets, use: "test" });
const kept = ringOf(OLD).sign("text");

describe("S-21: what is kept of a key", () => {
  test("is of this text alone", () => {
    const ring = ringOf(NEW);
    const own = ring.sign("text");
    expect(ring.isMatch("text", own)).toBe(true);
    expect(ring.isMatch("texT", own)).toBe(false);
    expect(Buffer.from(own.mac).toString("latin1")).not.toContain("text");
  });

  test("still matches under every secret of the list, and tells that it is due for the current one", () => {
    const ring = ringOf(NEW, OLD);
    expect(ring.isMatch("text", kept)).toBe(true);
    expect(kept.macKeyId).not.toBe(ring.currentKeyId);
    expect(ring.sign("text").macKeyId).toBe(ring.currentKeyId);
  });

  test("matches nothing without its secret, under another id, or when it is no whole one", () => {
    expect(ringOf(NEW, LOST).isMatch("text", kept)).toBe(false);
    const ring = ringOf(NEW, OLD);
    expect(ring.isMatch("text", { ...kept, macKeyId: ring.currentKeyId })).toBe(false);
    expect(ring.isMatch("text", { ...ring.sign("text"), macKeyId: "unknown" })).toBe(false);
    expect(ring.isMatch("text", { ...kept, mac: kept.mac.subarray(0, 16) })).toBe(false);
    expect(ring.isMatch("text", { ...kept, mac: Buffer.alloc(0) })).toBe(false);
    expect(ring.isMatch("text", null)).toBe(false);
  });

  test("is worth nothing for another use of the same secret", () => {
    const other = createMacRing({ secrets: () => [OLD], use: "other" });
    expect(other.sign("text").macKeyId).not.toBe(kept.macKeyId);
    expect(other.isMatch("text", { ...kept, macKeyId: other.currentKeyId })).toBe(false);
  });
});
