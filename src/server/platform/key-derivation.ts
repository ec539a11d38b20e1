import { hkdfSync } from "node:crypto";

const MIN_SECRET_BYTES = 32;

/** 32 bytes for one use only, from one of the install's secrets: no key serves two purposes. */
export function deriveKey(secret: Uint8Array, use: string): Buffer {
  if (secret.byteLength < MIN_SECRET_BYTES) throw new RangeError(`a secret needs at least ${MIN_SECRET_BYTES} bytes`);
  return Buffer.from(hkdfSync("sha256", secret, Buffer.alloc(0), `plaid-investments/${use}`, 32));
}

/** Several texts as bytes such that different lists never give the same ones, whatever the texts hold. */
export function lengthPrefixed(parts: readonly string[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      // UTF-8 would write every lone surrogate as the same replacement character.
      const bytes = Buffer.from(part, "utf16le");
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}
