import { createHash, createPublicKey, type KeyObject, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { newPrivateKey } from "@/sandbox/webhooks/signing-keys";
import type { PlaidRecorder } from "./plaid-recorder";

const KEY_PATH = "/webhook_verification_key/get";

/** A key pair of Plaid's; `publish` is what Plaid tells of it. */
export type SigningKey = { readonly kid: string; readonly privateKey: KeyObject; publish(over: object): void };

export type Signing = {
  readonly key?: SigningKey;
  readonly header?: object;
  readonly claims?: object;
  /** Seconds before the present at which it is signed. */
  readonly ageSeconds?: number;
};

/** Stands for the part of Plaid that signs webhooks, with keys that the app reads from it. */
export type WebhookSigner = {
  readonly key: SigningKey;
  newKey(over?: object): SigningKey;
  /** Key ids that were looked up so far. */
  readonly lookUps: string[];
  /** Whether the key endpoint can be reached. */
  setReachable(isReachable: boolean): void;
  /** The header that goes with `body`. */
  sign(body: string | Uint8Array, signing?: Signing): Promise<string>;
};

export function startWebhookSigner(plaid: PlaidRecorder, now: () => Date = () => new Date()): WebhookSigner {
  const published = new Map<string, object>();
  const lookUps: string[] = [];
  let isReachable = true;
  plaid.answer(KEY_PATH, ({ key_id }) => {
    lookUps.push(String(key_id));
    if (!isReachable) return null;
    const key = published.get(String(key_id));
    return key
      ? { status: 200, body: { key, request_id: "requestid" } }
      : { status: 400, body: { error_type: "INVALID_INPUT", error_code: "INVALID_WEBHOOK_VERIFICATION_KEY_ID" } };
  });
  const newKey = (over: object = {}): SigningKey => {
    const kid = randomUUID();
    const privateKey = newPrivateKey();
    const { kty, crv, x, y } = createPublicKey(privateKey).export({ format: "jwk" });
    const jwk = { alg: "ES256", crv, kid, kty, use: "sig", x, y, created_at: 1_560_466_143, expired_at: null };
    const publish = (changed: object) => void published.set(kid, { ...jwk, ...changed });
    publish(over);
    return { kid, privateKey, publish };
  };
  const key = newKey();
  return {
    key,
    newKey,
    lookUps,
    setReachable: (reachable) => {
      isReachable = reachable;
    },
    sign: (body, { key: signing = key, header = {}, claims = {}, ageSeconds = 0 } = {}) =>
      new SignJWT({
        iat: Math.floor(now().getTime() / 1_000) - ageSeconds,
        request_body_sha256: createHash("sha256").update(body).digest("hex"),
        ...claims,
      })
        .setProtectedHeader({ alg: "ES256", kid: signing.kid, typ: "JWT", ...header })
        .sign(signing.privateKey),
  };
}
