import { createHash, randomBytes } from "node:crypto";

/** 256 random bits for the holder of a link, and what is kept of them. */
export function newOneTimeToken(): { readonly token: string; readonly tokenHash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: hashOneTimeToken(token) };
}

export function hashOneTimeToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
