import { createCipheriv, randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { deriveKey, lengthPrefixed } from "@/server/platform/key-derivation";
import { createSealer, SealError, type SealErrorReason, type SealPurpose } from "@/server/platform/seal";

const PURPOSE: SealPurpose = "plaid_access_token";
const OWNER = { userId: "user-1", itemId: "item-1" };
const TOKEN = "access-sandbox-7c69d345-fda1-4f0e-b0d6-1a1f3e9d2c55";
const secret = randomBytes(32);
const sealer = createSealer({ secrets: () => [secret], environment: "sandbox" });
const bodyOf = (sealed: string) => Buffer.from(sealed.split(".")[2] ?? "", "base64url");
const withBody = (sealed: string, body: Buffer) =>
  `${sealed.slice(0, sealed.lastIndexOf("."))}.${body.toString("base64url")}`;

function reasonOf(open: () => string): SealErrorReason | "opened" {
  try {
    open();
    return "opened";
  } catch (error) {
    if (error instanceof SealError) return error.reason;
    throw error;
  }
}
const reasonFor = (sealed: string) => reasonOf(() => sealer.open(PURPOSE, OWNER, sealed));

test("S-19: what was sealed opens again, and neither the text nor its length's bytes repeat", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string(), fc.string(), (text, userId, itemId) => {
      expect(sealer.open(PURPOSE, { userId, itemId }, sealer.seal(PURPOSE, { userId, itemId }, text))).toBe(text);
    }),
  );
  const sealed = Array.from({ length: 200 }, () => sealer.seal(PURPOSE, OWNER, TOKEN));
  expect(new Set(sealed.map((text) => bodyOf(text).subarray(0, 12).toString("hex"))).size).toBe(200);
  for (const text of sealed) expect(Buffer.concat([Buffer.from(text), bodyOf(text)]).includes("access-")).toBe(false);
});

test("S-19: every flipped bit of nonce, ciphertext or tag is refused", () => {
  const sealed = sealer.seal(PURPOSE, OWNER, TOKEN);
  const body = bodyOf(sealed);
  for (let bit = 0; bit < body.length * 8; bit += 1) {
    const flipped = Buffer.from(body);
    flipped[bit >> 3] = (body[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(reasonFor(withBody(sealed, flipped)), `bit ${bit}`).toBe("corrupt");
  }
});

test("S-19: every flipped bit of the text form is refused, also those that base64 would ignore", () => {
  for (const plaintext of ["", "a", "ab", TOKEN]) {
    const sealed = sealer.seal(PURPOSE, OWNER, plaintext);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const bytes = Buffer.from(sealed, "latin1");
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(["corrupt", "key_unavailable"], `bit ${bit}`).toContain(reasonFor(bytes.toString("latin1")));
    }
  }
});

test("S-19: every cut and every added length is refused", () => {
  const sealed = sealer.seal(PURPOSE, OWNER, TOKEN);
  const body = bodyOf(sealed);
  for (let length = 0; length < sealed.length; length += 1) expect(reasonFor(sealed.slice(0, length))).toBe("corrupt");
  for (let length = 0; length < body.length; length += 1) {
    expect(reasonFor(withBody(sealed, body.subarray(0, length)))).toBe("corrupt");
    expect(reasonFor(withBody(sealed, body.subarray(length + 1)))).toBe("corrupt");
  }
  for (const tail of ["A", "AA", "AAAA", "=", "\n", " ", "."]) expect(reasonFor(sealed + tail)).toBe("corrupt");
});

test("S-19: a tag of 4 bytes is refused though the cipher made it with the right key", () => {
  for (const tagBytes of [4, 8, 12, 13, 14, 15]) {
    const nonce = randomBytes(12);
    const [keyId = ""] = sealer.keyIds();
    const cipher = createCipheriv("aes-256-gcm", deriveKey(secret, "seal"), nonce, { authTagLength: tagBytes });
    cipher.setAAD(lengthPrefixed(["v1", keyId, PURPOSE, "sandbox", OWNER.userId, OWNER.itemId]));
    const body = Buffer.concat([nonce, cipher.update(TOKEN, "utf8"), cipher.final(), cipher.getAuthTag()]);
    expect(reasonFor(`v1.${keyId}.${body.toString("base64url")}`), `${tagBytes} bytes`).toBe("corrupt");
  }
});

test("S-19: another user, Item, purpose or environment cannot open it", () => {
  const sealed = sealer.seal(PURPOSE, OWNER, TOKEN);
  const elsewhere = createSealer({ secrets: () => [secret], environment: "production" });
  const otherPurpose: string = "webhook_secret";
  const attempts = [
    () => sealer.open(PURPOSE, { ...OWNER, userId: "user-2" }, sealed),
    () => sealer.open(PURPOSE, { ...OWNER, itemId: "item-2" }, sealed),
    () => sealer.open(PURPOSE, { userId: OWNER.itemId, itemId: OWNER.userId }, sealed),
    () => Reflect.apply(sealer.open, sealer, [otherPurpose, OWNER, sealed]),
    () => elsewhere.open(PURPOSE, OWNER, sealed),
  ];
  for (const attempt of attempts) expect(reasonOf(attempt)).toBe("corrupt");
});

test("S-19: no two owners are the same to the seal, wherever the border between user and Item lies", () => {
  const id = fc.string({ unit: "binary", maxLength: 6 });
  fc.assert(
    fc.property(id, id, id, id, (userA, itemA, userB, itemB) => {
      fc.pre(userA !== userB || itemA !== itemB);
      const sealed = sealer.seal(PURPOSE, { userId: userA, itemId: itemA }, TOKEN);
      expect(reasonOf(() => sealer.open(PURPOSE, { userId: userB, itemId: itemB }, sealed))).toBe("corrupt");
    }),
  );
  const sealed = sealer.seal(PURPOSE, { userId: "\ud800", itemId: "i" }, TOKEN);
  expect(reasonOf(() => sealer.open(PURPOSE, { userId: "\ud801", itemId: "i" }, sealed))).toBe("corrupt");
});

test("S-19: a previous secret still opens, the current one seals, and a secret that is gone is named as such", () => {
  const next = randomBytes(32);
  const old = sealer.seal(PURPOSE, OWNER, TOKEN);
  const rotating = createSealer({ secrets: () => [next, secret], environment: "sandbox" });
  expect(rotating.open(PURPOSE, OWNER, old)).toBe(TOKEN);
  expect(rotating.keyIdOf(old)).not.toBe(rotating.keyIds()[0]);
  const fresh = rotating.seal(PURPOSE, OWNER, TOKEN);
  expect(rotating.keyIdOf(fresh)).toBe(rotating.keyIds()[0]);

  const rotated = createSealer({ secrets: () => [next], environment: "sandbox" });
  expect(rotated.open(PURPOSE, OWNER, fresh)).toBe(TOKEN);
  expect(reasonOf(() => rotated.open(PURPOSE, OWNER, old))).toBe("key_unavailable");
});

test("S-19: a foreign text is corrupt, never a crash and never shown", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.constant(TOKEN),
        fc.base64String().map((text) => `v1.${sealer.keyIds()[0]}.${text}`),
      ),
      (text) => {
        expect(reasonFor(text)).toBe("corrupt");
      },
    ),
  );
  expect(() => sealer.open(PURPOSE, OWNER, TOKEN)).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining("access-") }),
  );
});

test("S-19: no secret, or one of fewer than 32 bytes, is refused at once", () => {
  expect(() => createSealer({ secrets: () => [], environment: "demo" })).toThrow(RangeError);
  expect(() => createSealer({ secrets: () => [randomBytes(31)], environment: "demo" })).toThrow(RangeError);
  expect(() => createSealer({ secrets: () => [secret, randomBytes(31)], environment: "demo" })).toThrow(RangeError);
});

test("S-19: an error of the sealer is known as one in every bundle that has its own copy of this module", async () => {
  vi.resetModules();
  const copy = await import("@/server/platform/seal");
  expect(copy.SealError).not.toBe(SealError);
  const open = () => copy.createSealer({ secrets: () => [secret], environment: "demo" }).open(PURPOSE, OWNER, "");
  expect(open).toThrow(SealError);
  expect(new Error("SealError")).not.toBeInstanceOf(SealError);
});
