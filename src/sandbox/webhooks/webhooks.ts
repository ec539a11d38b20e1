import { setMaxListeners } from "node:events";
import { Agent } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "@/sandbox/clock";
import { reportError } from "@/sandbox/errors";
import { createSchedule, type Schedule } from "@/sandbox/faults/schedule";
import { isLoopbackUrl } from "@/sandbox/http";
import { createLog } from "@/sandbox/log";
import type { SandboxItem, Store } from "@/sandbox/state";
import { type Delivery, post } from "@/sandbox/webhooks/delivery";
import { type PlannedWebhook, planWebhook, type WebhookPayload } from "@/sandbox/webhooks/planned-webhook";
import type { WebhookFault } from "@/sandbox/webhooks/webhook-fault";

/** Each retry waits four times as long as the one before it. */
export type WebhookTiming = { retryAfterMs: number; timeoutMs: number };

type WebhookEvent = { itemId: string; code: string };

export type Webhooks = {
  /** Sends a webhook to the Item's address until it is answered with 200; nothing happens without an address. */
  send(item: SandboxItem, payload: WebhookPayload): void;
  setTiming(timing: WebhookTiming): void;
  faults: Pick<Schedule<WebhookFault, WebhookEvent>, "add" | "clear">;
  /** The latest deliveries, in the order of their events. */
  list(): Delivery[];
  /** Gives up all that are on their way. */
  close(): void;
};

const PLAID_TIMING: WebhookTiming = { retryAfterMs: 30_000, timeoutMs: 10_000 };
const MOST_RETRIES = 6;
const MOST_AT_ONCE = 32;

/** No webhooks to begin with. They wait by real time and in memory: what is on its way does not survive a restart. */
export function createWebhooks(store: Store, clock: Clock): Webhooks {
  const deliveries = createLog<Delivery>();
  const faults = createSchedule(
    ({ code }: WebhookFault, event: WebhookEvent) => code === undefined || code === event.code,
  );
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const agent = new Agent({ maxSockets: MOST_AT_ONCE });
  const pause = (ms: number) => wait(ms, undefined, { ref: false, signal: closing.signal });
  let timing = PLAID_TIMING;
  let held: (() => void)[] = [];

  async function attempt(delivery: Delivery, token: string | null): Promise<boolean> {
    const at = clock.now().toISOString();
    const startedAt = performance.now();
    const status = await post(delivery, token, { agent, timeoutMs: timing.timeoutMs, signal: closing.signal });
    delivery.attempts.push({ at, status, tookMs: performance.now() - startedAt });
    const waiting = held;
    held = [];
    for (const release of waiting) release();
    return status === 200;
  }

  async function deliver(delivery: Delivery, planned: PlannedWebhook): Promise<void> {
    if (planned.delayMs > 0) await pause(planned.delayMs);
    if (planned.isHeld) await new Promise<void>((release) => held.push(release));
    for (let retries = 0; retries <= MOST_RETRIES; retries += 1) {
      if (retries > 0) await pause(timing.retryAfterMs * 4 ** (retries - 1));
      if (await attempt(delivery, planned.token())) {
        delivery.state = "delivered";
        return;
      }
    }
    delivery.state = "given_up";
  }

  return {
    send(item, payload) {
      const url = item.webhook;
      if (url === null) return;
      const { webhook_type: type, webhook_code: code } = payload;
      const struck = faults.strike({ itemId: item.itemId, code }, clock.now().getTime());
      const planned = planWebhook(payload, struck, store.state.signingKeys);
      const at = clock.now().toISOString();
      item.lastWebhook = { sentAt: at, code };
      store.save();
      const happened = { itemId: item.itemId, type, code, url, at, body: planned.body };
      const state = planned.isLost ? "lost" : isLoopbackUrl(url) ? "on_its_way" : "not_sent";
      for (let copy = 0; copy < planned.copies; copy += 1) {
        const delivery: Delivery = { ...happened, faults: struck.map(({ kind }) => kind), state, attempts: [] };
        deliveries.add(delivery);
        if (state === "on_its_way") deliver(delivery, planned).catch(reportUnlessClosing);
      }
    },
    setTiming(next) {
      timing = next;
    },
    faults,
    list: deliveries.list,
    close: () => closing.abort(),
  };

  function reportUnlessClosing(error: unknown): void {
    if (!closing.signal.aborted) reportError(error);
  }
}
