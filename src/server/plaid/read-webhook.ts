import type { Webhook } from "@/domain/webhook";
import { AnswerError } from "./answer-error";
import { parseAnswer } from "./parse-answer";
import { webhookWire } from "./schemas";
import { toInstantOrNull } from "./wire-values";

/**
 * What the body of a webhook says; of any type, for Plaid adds to them.
 * Errors: AnswerError `bad_answer` when it is no webhook.
 * Source: Plaid, webhooks.
 */
export function readWebhook(body: Uint8Array): Webhook {
  const wire = parseAnswer(webhookWire, textOf(body));
  return {
    type: wire.webhook_type,
    code: wire.webhook_code,
    itemId: wire.item_id ?? null,
    environment: wire.environment ?? null,
    hasCancellations: Number(wire.cancelled_investments_transactions ?? 0) > 0,
    accessEndsAt: toInstantOrNull(wire.disconnect_time ?? wire.consent_expiration_time),
  };
}

function textOf(body: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw new AnswerError("bad_answer", "body");
  }
}
