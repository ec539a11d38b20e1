import { createHash, randomBytes, randomUUID } from "node:crypto";

const BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function base62(bytes: Uint8Array, length: number): string {
  let text = "";
  for (let index = 0; index < length; index += 1) text += BASE62.charAt((bytes[index] ?? 0) % 62);
  return text;
}

/** A 37-character id in Plaid's shape; the same parts give the same id in every process. */
export function derivedId(...parts: readonly string[]): string {
  return base62(createHash("sha512").update(parts.join("\u0000")).digest(), 37);
}

/** A fresh, unguessable id in the shape of Plaid's item ids. */
export function randomId(): string {
  return base62(randomBytes(64), 37);
}

/** A fresh request id in Plaid's shape. */
export function newRequestId(): string {
  return base62(randomBytes(15), 15);
}

/** A fresh token in Plaid's shape, for instance `access-sandbox-<uuid>`. */
export function newToken(kind: "access" | "public" | "link"): string {
  return `${kind}-sandbox-${randomUUID()}`;
}
