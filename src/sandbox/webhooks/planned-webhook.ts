import { randomId } from "@/sandbox/ids";
import type { JsonObject } from "@/sandbox/json";
import { currentKey, expiredKey, rotateKeys, type SigningKey } from "@/sandbox/webhooks/signing-keys";
import { verificationToken } from "@/sandbox/webhooks/verification-token";
import type { WebhookFault, WebhookFaultKind } from "@/sandbox/webhooks/webhook-fault";

export type WebhookPayload = JsonObject & { webhook_type: string; webhook_code: string; item_id: string };

/** A webhook as its faults make it. */
export type PlannedWebhook = {
  body: string;
  /** The token of one attempt, signed anew each time; null = it goes without. */
  token(): string | null;
  /** How often it is sent. */
  copies: number;
  delayMs: number;
  isHeld: boolean;
  isLost: boolean;
};

/** What becomes of an event under the faults that are due on it. It may add a key to `keys`; the caller saves the state. */
export function planWebhook(
  payload: WebhookPayload,
  struck: readonly WebhookFault[],
  keys: SigningKey[],
): PlannedWebhook {
  const kinds = new Set(struck.map(({ kind }) => kind));
  const body = JSON.stringify(altered(payload, kinds), null, 2);
  const key = keyFor(keys, kinds);
  const sign = () => verificationToken(body, key, kinds);
  const repeated = kinds.has("replayed") ? sign() : null;
  return {
    body,
    token: () => (kinds.has("missing_header") ? null : (repeated ?? sign())),
    copies: 1 + sum(struck, repetitionsOf),
    delayMs: sum(struck, (fault) => (fault.kind === "delayed" ? fault.delayMs : 0)),
    isHeld: kinds.has("out_of_order"),
    isLost: kinds.has("lost"),
  };
}

function altered(payload: WebhookPayload, kinds: ReadonlySet<WebhookFaultKind>): WebhookPayload {
  return {
    ...payload,
    ...(kinds.has("unknown_item") && { item_id: randomId() }),
    ...(kinds.has("wrong_environment") && { environment: "production" }),
  };
}

function keyFor(keys: SigningKey[], kinds: ReadonlySet<WebhookFaultKind>): SigningKey {
  if (kinds.has("expired_key")) return expiredKey(keys);
  return kinds.has("rotated_key") ? rotateKeys(keys, false) : currentKey(keys);
}

function repetitionsOf(fault: WebhookFault): number {
  if (fault.kind === "duplicate") return fault.copies ?? 1;
  return fault.kind === "replayed" ? 1 : 0;
}

function sum(struck: readonly WebhookFault[], amountOf: (fault: WebhookFault) => number): number {
  return struck.reduce((total, fault) => total + amountOf(fault), 0);
}
