import "server-only";
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { deriveKey } from "@/server/platform/key-derivation";
import { deriveRing, type SecretRing } from "@/server/platform/secret-ring";

/** PKCS #8 of an Ed25519 key up to its 32 bytes. Source: RFC 8410. */
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

/** An Ed25519 signature; both texts are base64url. Whoever knows that the public key is this install's needs nothing else to check it. */
export type Signature = { readonly publicKey: string; readonly value: string };
/** `unknown_key`: good in itself, and made with no secret that the install has. */
export type Verdict = "good" | "unknown_key" | "bad";

export type SignatureRing = {
  sign(text: string): Signature;
  check(text: string, signature: Signature): Verdict;
};

/** Signs texts under a key of their own use, derived from the current secret, and knows the keys of former ones. */
export function createSignatureRing({ secrets, use }: { secrets: SecretRing; use: string }): SignatureRing {
  const ring = deriveRing(secrets, (secret) => {
    const der = Buffer.concat([PKCS8_PREFIX, deriveKey(secret, use)]);
    const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
    return { privateKey, publicKey: createPublicKey(privateKey).export({ format: "jwk" }).x ?? "" };
  });
  return {
    sign(text) {
      const { privateKey, publicKey } = ring().current;
      return { publicKey, value: sign(null, Buffer.from(text), privateKey).toString("base64url") };
    },
    check(text, { publicKey, value }) {
      if (!isSignatureOf(publicKey, text, value)) return "bad";
      return ring().all.some((own) => own.publicKey === publicKey) ? "good" : "unknown_key";
    },
  };
}

function isSignatureOf(publicKey: string, text: string, value: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" });
    return verify(null, Buffer.from(text), key, Buffer.from(value, "base64url"));
  } catch {
    return false; // what is no key signs nothing
  }
}
