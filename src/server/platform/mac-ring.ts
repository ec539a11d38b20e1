import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { deriveKey } from "@/server/platform/key-derivation";
import { deriveRing, type SecretRing } from "@/server/platform/secret-ring";

const KEY_ID_BYTES = 8;
const MAC_BYTES = 32;

/** HMAC-SHA256 of a text, and under which of the install's secrets it was made. */
export type Mac = { readonly mac: Uint8Array; readonly macKeyId: string };

export type MacRing = {
  /** What is kept under another id was made with a former secret. */
  readonly currentKeyId: string;
  sign(text: string): Mac;
  /** Whether `kept` is of this text; takes the same time whatever is kept, null included. */
  isMatch(text: string, kept: Mac | null): boolean;
};

/** Signs texts under a key of their own use, derived from the current secret, and knows what former ones signed. */
export function createMacRing({ secrets, use }: { secrets: SecretRing; use: string }): MacRing {
  const ring = deriveRing(secrets, (secret) => {
    const key = deriveKey(secret, use);
    return { id: deriveKey(key, `${use}-id`).subarray(0, KEY_ID_BYTES).toString("hex"), key };
  });
  const macOf = (key: Buffer, text: string) => createHmac("sha256", key).update(text).digest();

  return {
    get currentKeyId() {
      return ring().current.id;
    },
    sign(text) {
      const { id, key } = ring().current;
      return { mac: macOf(key, text), macKeyId: id };
    },
    isMatch(text, kept) {
      const { current, all } = ring();
      const key = kept && all.find(({ id }) => id === kept.macKeyId)?.key;
      const isLong = kept?.mac.byteLength === MAC_BYTES;
      const isEqual = timingSafeEqual(
        macOf(key ?? current.key, text),
        kept && isLong ? kept.mac : Buffer.alloc(MAC_BYTES),
      );
      return isEqual && key != null;
    },
  };
}
