import { createHash, timingSafeEqual } from "node:crypto";
import { decodeProtectedHeader, type JWTPayload, jwtVerify } from "jose";
import type { WebhookKey } from "./webhook-keys";

/** Why a webhook is not Plaid's, or not of now. */
export type RefusalReason =
  | "malformed_token"
  | "wrong_algorithm"
  | "bad_key_id"
  | "unknown_key"
  | "expired_key"
  | "bad_signature"
  | "too_old"
  | "from_the_future"
  | "other_body";

export class WebhookRefusedError extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(reason);
    this.name = "WebhookRefusedError";
    this.reason = reason;
  }
}

/** `bodyHash` is the SHA-256 of `body` in hex; with `signedAt` it tells one sending from another. */
export type VerifiedWebhook = { readonly body: Uint8Array; readonly bodyHash: string; readonly signedAt: Date };

export type SentWebhook = {
  /** The header `plaid-verification`. */
  readonly token: string;
  /** The raw bytes: another spelling of the same JSON has another hash. */
  readonly readBody: () => Promise<Uint8Array>;
  readonly at: Date;
};

const MAX_TOKEN_CHARS = 4_096;
const KEY_ID = /^[A-Za-z0-9_-]{1,64}$/;
const MAX_AGE_SECONDS = 300;
const MAX_LEAD_SECONDS = 60;

/**
 * Proves that Plaid signed exactly these bytes, at most five minutes before `at`; they are read once it is proved that Plaid
 * signed some just now.
 * Errors: WebhookRefusedError; whatever `findKey` or `readBody` throws.
 * Source: Plaid, webhook verification.
 */
export async function verifyWebhook(
  { token, readBody, at }: SentWebhook,
  findKey: (kid: string) => Promise<WebhookKey | null>,
): Promise<VerifiedWebhook> {
  const key = await findKey(readKeyId(token));
  if (!key) throw new WebhookRefusedError("unknown_key");
  if (key.expiredAt && !(key.expiredAt > at)) throw new WebhookRefusedError("expired_key");
  const { iat, request_body_sha256: signedHash } = await readClaims(token, key, at);
  // By hand: a tolerance for the future would stretch the past as well.
  const ageSeconds = at.getTime() / 1_000 - (iat ?? Number.NaN);
  if (!(ageSeconds <= MAX_AGE_SECONDS)) throw new WebhookRefusedError("too_old");
  if (ageSeconds < -MAX_LEAD_SECONDS) throw new WebhookRefusedError("from_the_future");
  const body = await readBody();
  const bodyHash = createHash("sha256").update(body).digest("hex");
  if (!isEqual(bodyHash, signedHash)) throw new WebhookRefusedError("other_body");
  return { body, bodyHash, signedAt: new Date(at.getTime() - ageSeconds * 1_000) };
}

/** Read before anything is proved, so that nothing but a plausible id reaches Plaid's key endpoint. */
function readKeyId(token: string): string {
  if (token.length > MAX_TOKEN_CHARS) throw new WebhookRefusedError("malformed_token");
  const { alg, kid } = headerOf(token);
  if (alg !== "ES256") throw new WebhookRefusedError("wrong_algorithm");
  if (typeof kid !== "string" || !KEY_ID.test(kid)) throw new WebhookRefusedError("bad_key_id");
  return kid;
}

function headerOf(token: string) {
  try {
    return decodeProtectedHeader(token);
  } catch {
    throw new WebhookRefusedError("malformed_token");
  }
}

async function readClaims(token: string, { publicKey }: WebhookKey, at: Date): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, publicKey, { algorithms: ["ES256"], currentDate: at })).payload;
  } catch {
    throw new WebhookRefusedError("bad_signature");
  }
}

function isEqual(hash: string, signedHash: unknown): boolean {
  if (typeof signedHash !== "string") return false;
  const [ours, theirs] = [Buffer.from(hash), Buffer.from(signedHash)];
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}
