import { createHash, createHmac, randomUUID, sign } from "node:crypto";
import { nowSeconds, privateKeyOf, publicKeyJson, type SigningKey } from "@/sandbox/webhooks/signing-keys";
import type { WebhookFaultKind } from "@/sandbox/webhooks/webhook-fault";

const OUTSIDE_SECONDS = 600;

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

function issuedAt(flaws: ReadonlySet<WebhookFaultKind>): number {
  if (flaws.has("expired_iat")) return nowSeconds() - OUTSIDE_SECONDS;
  return flaws.has("future_iat") ? nowSeconds() + OUTSIDE_SECONDS : nowSeconds();
}

/** The signed token that goes with a webhook's body, as of now; each of the `flaws` makes it one that receivers must refuse. */
export function verificationToken(body: string, key: SigningKey, flaws: ReadonlySet<WebhookFaultKind>): string {
  const isHmac = flaws.has("alg_hs256");
  const kid = flaws.has("unknown_kid") ? randomUUID() : key.kid;
  const hashed = flaws.has("wrong_hash") ? `${body} ` : body;
  const head = encoded({ alg: isHmac ? "HS256" : "ES256", kid, typ: "JWT" });
  const claims = { iat: issuedAt(flaws), request_body_sha256: createHash("sha256").update(hashed).digest("hex") };
  const signed = `${head}.${encoded(claims)}`;
  const signature = isHmac
    ? // What a forger can do who knows the public key alone, and meets a receiver that lets the token choose the algorithm.
      createHmac("sha256", JSON.stringify(publicKeyJson(key)))
        .update(signed)
        .digest()
    : sign("sha256", Buffer.from(signed), { key: privateKeyOf(key), dsaEncoding: "ieee-p1363" });
  return `${signed}.${signature.toString("base64url")}`;
}
