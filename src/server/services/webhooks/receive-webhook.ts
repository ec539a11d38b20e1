import { AppError, ProviderError } from "@/domain/errors";
import { isResting } from "@/domain/item-status";
import { WEBHOOK_SPACING_MS } from "@/domain/refresh-schedule";
import { requestOf, type Webhook, type WebhookRequest } from "@/domain/webhook";
import type { ItemRecord } from "@/server/db/items";
import { type Tx, withTransaction } from "@/server/db/transaction";
import {
  insertWebhookEvent,
  markWebhookPending,
  setAccessEnd,
  setNewAccounts,
  type WebhookOutcome,
} from "@/server/db/webhooks";
import { AnswerError } from "@/server/plaid/answer-error";
import { deadlineIn } from "@/server/plaid/deadline";
import { getWebhookVerificationKey } from "@/server/plaid/get-webhook-verification-key";
import { readWebhook } from "@/server/plaid/read-webhook";
import {
  type SentWebhook,
  type VerifiedWebhook,
  verifyWebhook,
  WebhookRefusedError,
} from "@/server/plaid/webhook-verification";
import { findItemOfJob } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";

/** Plaid waits ten seconds for an answer. */
const KEY_DEADLINE_MS = 5_000;

export type ReceivedWebhook = Omit<SentWebhook, "at">;

/**
 * Keeps that a webhook of Plaid's came, and queues what it asks for, in one transaction; a repetition changes nothing. What it
 * says of an Item is not believed: a refresh asks Plaid. The body is read only where its header is Plaid's.
 * Errors: those of `readBody`; UNAUTHORIZED when it is not Plaid's, not of now or of another environment; INVALID_FIELD when it is no webhook;
 * UNAVAILABLE when Plaid's key could not be read.
 */
export async function receiveWebhook(ctx: ServiceContext, received: ReceivedWebhook): Promise<void> {
  const at = ctx.clock.now();
  const { body, ...signed } = await verify(ctx, received, at);
  const webhook = read(ctx, body);
  const item = webhook.itemId === null ? null : await findItemOfJob(ctx, webhook.itemId);
  const request = requestOf(webhook);
  const outcome = outcomeOf(webhook, request, item);
  const isNew = await withTransaction(ctx.db, async (tx) => {
    const isKept = await insertWebhookEvent(tx, { ...signed, ...webhook, receivedAt: at, outcome });
    if (isKept && item) await act(ctx, tx, { item, webhook, request, outcome, at });
    return isKept;
  });
  const { type, code, itemId } = webhook;
  ctx.log.info("webhook received", { type, code, itemId, outcome: isNew ? outcome : "repetition" });
}

async function verify(ctx: ServiceContext, received: ReceivedWebhook, at: Date): Promise<VerifiedWebhook> {
  const deadline = deadlineIn(KEY_DEADLINE_MS, { pace: "interactive" });
  const readKey = (kid: string) => getWebhookVerificationKey(ctx.plaid, kid, { deadline });
  try {
    return await verifyWebhook({ ...received, at }, (kid) => ctx.webhookKeys.find(kid, readKey));
  } catch (error) {
    if (error instanceof WebhookRefusedError) throw refused(ctx, error.reason);
    if (error instanceof ProviderError) throw new AppError("UNAVAILABLE", { cause: error });
    throw error;
  }
}

function read(ctx: ServiceContext, body: Uint8Array): Webhook {
  try {
    const webhook = readWebhook(body);
    if (!isOfEnvironment(ctx.settings.environment, webhook)) throw refused(ctx, "other_environment");
    return webhook;
  } catch (error) {
    if (error instanceof AnswerError) throw new AppError("INVALID_FIELD", { text: "Bad Request", cause: error });
    throw error;
  }
}

function isOfEnvironment(environment: string, webhook: Webhook): boolean {
  if (webhook.environment === null) return !requestOf(webhook).tellsEnvironment;
  return webhook.environment === (environment === "production" ? "production" : "sandbox");
}

/** A warning a minute for each reason: anybody can send what is not Plaid's, as often as they like. */
function refused(ctx: ServiceContext, reason: string): AppError {
  const leftOut = ctx.limits.warnings.take(`webhook refused: ${reason}`, performance.now());
  if (leftOut !== null) ctx.log.warn("webhook refused", { reason, leftOut });
  return new AppError("UNAUTHORIZED");
}

function outcomeOf(webhook: Webhook, request: WebhookRequest, item: ItemRecord | null): WebhookOutcome {
  if (webhook.itemId !== null && item === null) return "unknown_item";
  if (item === null) return "none";
  if (request.endsAccess && webhook.accessEndsAt) return "access_end";
  if (!request.isRefresh) return "none";
  const rests = request.mayEndRest ? item.state === "disconnected" : isResting(item);
  return rests ? "resting" : "refresh";
}

async function act(
  ctx: ServiceContext,
  tx: Tx,
  does: { item: ItemRecord; webhook: Webhook; request: WebhookRequest; outcome: WebhookOutcome; at: Date },
): Promise<void> {
  const { item, webhook, request, outcome, at } = does;
  const { itemId } = item;
  if (outcome === "access_end" && webhook.accessEndsAt) await setAccessEnd(tx, itemId, webhook.accessEndsAt);
  if (request.offersAccounts) await setNewAccounts(tx, itemId, at);
  if (outcome !== "refresh") return;
  const { isWholeHistory } = request;
  const isDue = await markWebhookPending(tx, { itemId, at, spacingMs: WEBHOOK_SPACING_MS, isWholeHistory });
  // One that waits its time is queued by the schedule.
  if (isDue) await ctx.queue.enqueue("refresh-item", { itemId }, { within: tx });
}
