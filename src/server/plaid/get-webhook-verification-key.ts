import { createPublicKey } from "node:crypto";
import type * as z from "zod";
import { ProviderError } from "@/domain/errors";
import { AnswerError } from "./answer-error";
import { callPlaid } from "./call";
import type { PlaidGateway } from "./client";
import type { CallOptions } from "./deadline";
import { webhookKeyAnswer } from "./schemas";
import type { WebhookKey } from "./webhook-keys";

/**
 * The key of that id; null when Plaid has none. Not repeated by itself: whoever sent the webhook sends it again.
 * Errors: ProviderError.
 * Source: Plaid /webhook_verification_key/get.
 */
export async function getWebhookVerificationKey(
  plaid: PlaidGateway,
  kid: string,
  options: CallOptions,
): Promise<WebhookKey | null> {
  try {
    return await callPlaid(
      plaid,
      {
        path: "/webhook_verification_key/get",
        send: (api, settings) => api.webhookVerificationKeyGet({ key_id: kid }, settings),
        schema: webhookKeyAnswer,
        toDomain: (answer) => toWebhookKey(kid, answer),
        isRepeatable: false,
      },
      options,
    );
  } catch (error) {
    const isUnknown =
      error instanceof ProviderError && error.failure.errorCode === "INVALID_WEBHOOK_VERIFICATION_KEY_ID";
    if (isUnknown) return null;
    throw error;
  }
}

function toWebhookKey(kid: string, { key }: z.infer<typeof webhookKeyAnswer>): WebhookKey {
  const { kty, crv, x, y } = key;
  if (key.kid !== kid) throw new AnswerError("bad_answer", "key.kid");
  if (key.alg !== "ES256" || kty !== "EC" || crv !== "P-256") throw new AnswerError("bad_answer", "key.alg");
  const expiredAt = key.expired_at ? new Date(Number(key.expired_at) * 1_000) : null;
  try {
    return { publicKey: createPublicKey({ key: { kty, crv, x, y }, format: "jwk" }), expiredAt };
  } catch {
    throw new AnswerError("bad_answer", "key.x");
  }
}
