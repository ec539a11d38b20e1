import { expect, test } from "vitest";
import { createSignatureRing } from "./signature-ring";

const [former, current, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3)];
const ringOf = (...secrets: Buffer[]) => createSignatureRing({ secrets: () => secrets, use: "test" });

test("a signature is good for its text alone, and for as long as its secret is listed", () => {
  const signature = ringOf(former).sign("text");
  expect(ringOf(current, former).check("text", signature)).toBe("good");
  expect(ringOf(current).check("text", signature)).toBe("unknown_key");
  expect(ringOf(former).check("text!", signature)).toBe("bad");
  expect(ringOf(former).check("text", { ...signature, publicKey: ringOf(other).sign("").publicKey })).toBe("bad");
  expect(ringOf(current, former).sign("text").publicKey).not.toBe(signature.publicKey);
});

test("one key for each use; the same for the same secret", () => {
  const { publicKey } = ringOf(former).sign("text");
  expect(ringOf(former).sign("another").publicKey).toBe(publicKey);
  expect(createSignatureRing({ secrets: () => [former], use: "else" }).sign("text").publicKey).not.toBe(publicKey);
});

test.each(["", "x", "é", "A".repeat(43)])("what is no signature, or no key, is none: %j", (text) => {
  const { publicKey, value } = ringOf(former).sign("text");
  expect(ringOf(former).check("text", { publicKey, value: text })).toBe("bad");
  expect(ringOf(former).check("text", { publicKey: text, value })).toBe("bad");
});
