import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import * as z from "zod";
import type { JsonObject } from "@/sandbox/json";

const HOUR_SECONDS = 3_600;

export const signingKeySchema = z.object({
  kid: z.string(),
  /** Seconds since 1970, in real time like all that receivers check. */
  createdAt: z.number(),
  /** From when on receivers must refuse what the key signed; null = never. */
  expiredAt: z.number().nullable().default(null),
  privateJwk: z.record(z.string(), z.unknown()),
});

export type SigningKey = z.infer<typeof signingKeySchema>;

/** The real time in seconds, as tokens and keys tell it; the sandbox's clock may stand elsewhere. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/**
 * A fresh P-256 key, by way of its text: Node 20 hangs for ever when it exports the key object that was generated and meanwhile
 * collects what generated it, for both lock the same key.
 */
export function newPrivateKey(): KeyObject {
  const { privateKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return createPrivateKey(privateKey);
}

export function newSigningKey(): SigningKey {
  const privateJwk = { ...newPrivateKey().export({ format: "jwk" }) };
  return { kid: randomUUID(), createdAt: nowSeconds(), expiredAt: null, privateJwk };
}

/** The key that signs now: the last of the list. */
export function currentKey(keys: SigningKey[]): SigningKey {
  return keys.at(-1) ?? rotateKeys(keys, false);
}

/** Adds a key that signs from now on. The others stay good, or the one before it expires at once. The caller saves the state. */
export function rotateKeys(keys: SigningKey[], expiresOld: boolean): SigningKey {
  const [old, key] = [keys.at(-1), newSigningKey()];
  if (expiresOld && old !== undefined) old.expiredAt = nowSeconds();
  keys.push(key);
  return key;
}

/** A key that expired an hour ago; one is made when there is none. The caller saves the state. */
export function expiredKey(keys: SigningKey[]): SigningKey {
  const expiredAt = nowSeconds() - HOUR_SECONDS;
  const known = keys.find((key) => key.expiredAt !== null && key.expiredAt <= expiredAt);
  if (known !== undefined) return known;
  const made = { ...newSigningKey(), createdAt: expiredAt - HOUR_SECONDS, expiredAt };
  keys.unshift(made);
  return made;
}

/** The private half, for signing. */
export function privateKeyOf({ privateJwk }: SigningKey): KeyObject {
  return createPrivateKey({ key: privateJwk, format: "jwk" });
}

/** The public half in Plaid's shape. */
export function publicKeyJson(key: SigningKey): JsonObject {
  const { x = "", y = "" } = createPublicKey(privateKeyOf(key)).export({ format: "jwk" });
  const { kid, createdAt, expiredAt } = key;
  return { alg: "ES256", crv: "P-256", kid, kty: "EC", use: "sig", x, y, created_at: createdAt, expired_at: expiredAt };
}
