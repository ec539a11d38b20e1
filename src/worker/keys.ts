import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { ItemId } from "@/domain/ids";
import { getEnv, secretValues } from "@/server/platform/env";
import { createLogger } from "@/server/platform/log";
import { openSpill } from "@/server/platform/spill";
import { NO_JOBS } from "@/server/queue/enqueue";
import type { ServiceContext } from "@/server/services/context";
import { verifyReceipt as checkReceipt } from "@/server/services/receipts/verify-receipt";
import { closeRuntime, createRuntime, toContext } from "@/server/services/runtime";
import { getKeyStatus, type KeyStatus } from "@/server/services/secrets/get-key-status";
import { type Invalidation, invalidateAccessToken } from "@/server/services/secrets/invalidate-access-token";
import { listInvalidatable } from "@/server/services/secrets/list-invalidatable";
import { recordDrop } from "@/server/services/secrets/record-drop";
import { recordRotation } from "@/server/services/secrets/record-rotation";
import { type ResealReport, resealTokens } from "@/server/services/secrets/reseal-tokens";

// What `npm run keys` does with the access tokens, for scripts/keys-*.mjs, which read the arguments and tell the outcome.

/** The services as the operator uses them, until `work` is done. The settings are those of the environment. */
async function withServices<T>(work: (ctx: ServiceContext) => Promise<T>): Promise<T> {
  const env = getEnv();
  const write = (line: string) => void process.stderr.write(line);
  const log = createLogger({ level: "error", secrets: secretValues(env), write });
  const runtime = createRuntime(env, log);
  try {
    return await work(toContext(runtime, { queue: NO_JOBS, actor: { kind: "operator" }, requestId: randomUUID() }));
  } finally {
    await closeRuntime(runtime);
  }
}

export function readStatus(): Promise<KeyStatus> {
  return withServices(getKeyStatus);
}

export function reseal(): Promise<ResealReport> {
  return withServices(resealTokens);
}

/** Puts on record that a new secret becomes the current one. */
export function tellRotation(secret: Uint8Array): Promise<void> {
  return withServices((ctx) => recordRotation(ctx, secret));
}

/** Puts on record that the previous secrets go. */
export function tellDrop(): Promise<void> {
  return withServices(recordDrop);
}

/** Whether the text is a receipt of this install. */
export function verifyReceipt(text: string): Promise<ReceiptVerdict> {
  return withServices(async (ctx) => checkReceipt(ctx, text));
}
type ReceiptVerdict = ReturnType<typeof checkReceipt>;

/** Which Items: one, or all whose token was handed out before an instant. */
export type InvalidationOrder = { readonly itemId: string } | { readonly before: Date };

/**
 * Replaces access tokens, one after the other: at most one is between Plaid and the disk at any moment. A signal ends it after the
 * Item at which it is. `onDone` is told of each.
 */
export function invalidate(
  order: InvalidationOrder,
  onDone: (itemId: string, outcome: Invalidation) => void,
): Promise<{ readonly left: number }> {
  let isStopping = false;
  const stop = () => {
    isStopping = true;
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  return withServices(async (ctx) => {
    const spill = openSpill(join(getEnv().dataDir, "replaced-tokens"));
    const itemIds = "itemId" in order ? [order.itemId as ItemId] : await listInvalidatable(ctx, { ...order, spill });
    let done = 0;
    for (const itemId of itemIds) {
      if (isStopping) break;
      onDone(itemId, await invalidateAccessToken(ctx, { itemId, spill }));
      done += 1;
    }
    return { left: itemIds.length - done };
  });
}
