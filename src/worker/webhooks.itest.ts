// From an event at the local Plaid, over its signed webhook and the route, to what the worker stored.
import { randomUUID } from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";
import { listHoldings } from "@/server/services/portfolio/list-holdings";
import { queueDueRefreshes } from "@/server/services/refresh/queue-due-refreshes";
import { startEngine } from "@/testing/engine";
import { num, pictureText, wireAccount, wireHolding, wireSecurity } from "@/testing/pictures";
import { serveRoute } from "@/testing/serve-route";
import { startTestWorker } from "@/testing/worker";

const port = await serveRoute(async () => (await import("@/app/api/plaid/webhook/route")).POST);
const engine = await startEngine({ env: { PORT: String(port) } });
await startTestWorker();
beforeEach(() => {
  engine.setClock(null);
  engine.sandbox.clearWebhookFaults();
});

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 50 });
/** From now on the Item shows one position, worth so much. */
function show(itemId: string, value: number): void {
  const picture = {
    accounts: [wireAccount("a", { current: num(value) })],
    securities: [wireSecurity("s")],
    holdings: [wireHolding("a", "s", { institution_value: num(value) })],
  };
  engine.sandbox.setPicture(itemId, pictureText(picture));
}

const shownValue = async ({ userId }: { userId: string }) => {
  const { rows } = await listHoldings(engine.ctx(), { userId });
  return rows.find(({ securityId }) => securityId === "s")?.value;
};
const stateOf = async (itemId: string) =>
  (await engine.query<{ state: string }>("SELECT state FROM item WHERE item_id = $1", [itemId]))[0]?.state;
const refreshCount = async (itemId: string) =>
  (await engine.query("SELECT FROM item_refresh WHERE item_id = $1", [itemId])).length;
const hookOf = (itemId: string) =>
  engine.sandbox.webhooks().filter((webhook) => webhook.itemId === itemId && webhook.state === "delivered");

/** An Item of a user of its own, imported in the background, whose webhooks go to the route. */
async function importedItem(): Promise<{ itemId: string; userId: string }> {
  const userId = randomUUID();
  const itemId = await engine.link({ userId });
  await until(async () => {
    expect(hookOf(itemId).map(({ code }) => code)).toContain("WEBHOOK_UPDATE_ACKNOWLEDGED");
    const jobs = "SELECT FROM pgboss.job WHERE data->>'itemId' = $1 AND state < 'completed'";
    expect(await engine.query(jobs, [itemId])).toEqual([]);
  });
  return { itemId, userId };
}

test("a change that Plaid tells of is stored within seconds", async () => {
  const item = await importedItem();
  show(item.itemId, 20);
  engine.sandbox.fireWebhook({ itemId: item.itemId, type: "HOLDINGS", code: "DEFAULT_UPDATE" });
  await until(async () => expect(await shownValue(item)).toBe("20"));
});

test("a login that breaks pauses the Item, and its repair takes it back in, without anybody asking", async () => {
  const { itemId } = await importedItem();
  engine.sandbox.setItemError(itemId, "ITEM_LOGIN_REQUIRED");
  await until(async () => expect(await stateOf(itemId)).toBe("reauth_required"));
  engine.sandbox.setItemError(itemId, null);
  await until(async () => expect(hookOf(itemId).map(({ code }) => code)).toContain("LOGIN_REPAIRED"));
  await queueAfterTheBurst();
  await until(async () => expect(await stateOf(itemId)).toBe("ok"));
});

test.each([
  ...["wrong_hash", "alg_hs256", "missing_header", "unknown_kid", "expired_key", "expired_iat", "future_iat"],
  "wrong_environment",
] as const)("S-24: a webhook with the fault %s is refused and changes nothing", async (kind) => {
  const item = await importedItem();
  const before = await engine.query("SELECT FROM webhook_event");
  engine.sandbox.addWebhookFault({ itemId: item.itemId, kind });
  engine.sandbox.fireWebhook({ itemId: item.itemId, type: "HOLDINGS", code: "DEFAULT_UPDATE" });
  await until(async () => {
    const sent = engine.sandbox.webhooks().filter(({ itemId, faults }) => itemId === item.itemId && faults.length > 0);
    expect(sent.flatMap(({ attempts }) => attempts.map(({ status }) => status))).toEqual([401]);
  });
  expect(await engine.query("SELECT FROM webhook_event")).toHaveLength(before.length);
  expect(
    await engine.query("SELECT FROM item WHERE item_id = $1 AND webhook_fence IS NOT NULL", [item.itemId]),
  ).toEqual([]);
});

test("a key that Plaid rotated to is good at once", async () => {
  const item = await importedItem();
  engine.sandbox.rotateKey({ expiresOld: true });
  show(item.itemId, 50);
  engine.sandbox.fireWebhook({ itemId: item.itemId, type: "HOLDINGS", code: "DEFAULT_UPDATE" });
  await until(async () => expect(await shownValue(item)).toBe("50"));
});

test("R-21: bursts, five times each and out of order, are two refreshes of each Item at most, and what is stored is the last", async () => {
  const items = await Promise.all(Array.from({ length: 5 }, importedItem));
  const before = await Promise.all(items.map(({ itemId }) => refreshCount(itemId)));
  const kept = await engine.query("SELECT FROM webhook_event");
  engine.sandbox.addWebhookFault({ kind: "duplicate", copies: 4, times: "always" });
  const events = [
    { type: "HOLDINGS", code: "DEFAULT_UPDATE" },
    { type: "INVESTMENTS_TRANSACTIONS", code: "DEFAULT_UPDATE" },
    { type: "ITEM", code: "LOGIN_REPAIRED" },
  ] as const;
  for (let round = 1; round <= 8; round += 1) {
    for (const [at, { itemId }] of items.entries()) {
      show(itemId, 100 + round);
      const event = events[(round * 7 + at) % events.length] ?? events[0];
      engine.sandbox.fireWebhook({ itemId, ...event, body: { round } });
    }
  }
  await until(async () => {
    const sent = engine.sandbox.webhooks().filter(({ body }) => body.includes('"round"'));
    expect(sent).toHaveLength(200);
    expect(sent.every(({ state }) => state === "delivered")).toBe(true);
  });
  // Copies that are signed within the same second are repetitions, and kept once.
  expect((await engine.query("SELECT FROM webhook_event")).length - kept.length).toBeGreaterThanOrEqual(40);
  await queueAfterTheBurst();
  await until(async () => {
    for (const item of items) expect(await shownValue(item)).toBe("108");
    expect(await engine.query("SELECT FROM item WHERE webhook_fence IS NOT NULL")).toEqual([]);
  });
  const counts = await Promise.all(
    items.map(async ({ itemId }, at) => (await refreshCount(itemId)) - (before[at] ?? 0)),
  );
  expect(Math.max(...counts)).toBeLessThanOrEqual(2);
});

/** What the worker's housekeeping does once the half minute after a burst is over. */
async function queueAfterTheBurst(): Promise<void> {
  await until(async () => {
    const running = "SELECT FROM pgboss.job WHERE name = 'refresh-item' AND state < 'completed'";
    expect(await engine.query(running)).toEqual([]);
  });
  const ctx = engine.ctx({ kind: "job", trigger: "schedule" });
  const soon = new Date(Date.now() + 31_000);
  await queueDueRefreshes({ ...ctx, clock: { now: () => soon } });
}
