import { createHmac } from "node:crypto";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Caller, startCaller } from "@/sandbox/testing/caller";
import { kidOf, type Received, type Receiver, refusalOf, startReceiver } from "@/sandbox/testing/webhook-receiver";
import type { WebhookFaultKind } from "@/sandbox/webhooks/webhook-fault";

let sandbox: Caller;
let receiver: Receiver;
let itemId: string;

beforeEach(async () => {
  sandbox = await startCaller();
  receiver = await startReceiver();
  ({ itemId } = await sandbox.link({ webhook: receiver.url }));
});
afterEach(() => Promise.all([sandbox.close(), receiver.close()]));

function fire(code = "LOGIN_REPAIRED"): void {
  sandbox.control.fireWebhook({ itemId, type: "ITEM", code });
}

async function arrivals(count: number): Promise<Received[]> {
  await expect.poll(() => receiver.received.length).toBe(count);
  return receiver.received;
}

async function arrival(): Promise<Received> {
  const [webhook] = await arrivals(1);
  if (webhook === undefined) throw new Error("nothing arrived");
  return webhook;
}

type Plain = Exclude<WebhookFaultKind, "duplicate" | "delayed">;

test.each<[Plain, string | null]>([
  ["wrong_hash", "hash"],
  ["expired_iat", "time"],
  ["future_iat", "time"],
  ["unknown_kid", "INVALID_WEBHOOK_VERIFICATION_KEY_ID"],
  ["expired_key", "expired key"],
  ["alg_hs256", "algorithm"],
  ["missing_header", "no token"],
  ["rotated_key", null],
  ["unknown_item", null],
  ["wrong_environment", null],
])("%s: the receiver says %j, at each attempt, and nothing of the next webhook", async (kind, refusal) => {
  sandbox.control.setWebhookTiming({ retryAfterMs: 1, timeoutMs: 5_000 });
  receiver.answers.push(500);
  sandbox.control.addWebhookFault({ kind });
  fire();
  for (const webhook of await arrivals(2)) expect(await refusalOf(sandbox, webhook)).toBe(refusal);
  expect(sandbox.control.webhooks()[0]?.faults).toEqual([kind]);
  fire();
  const next = (await arrivals(3)).at(-1);
  expect(next && (await refusalOf(sandbox, next))).toBeNull();
  expect(next?.body).toMatchObject({ item_id: itemId, environment: "sandbox" });
});

test("faults act together, and a forged token is whole but for its algorithm", async () => {
  sandbox.control.addWebhookFault({ kind: "unknown_item" });
  sandbox.control.addWebhookFault({ kind: "wrong_environment" });
  sandbox.control.addWebhookFault({ kind: "alg_hs256" });
  fire();
  const webhook = await arrival();
  expect(webhook.body.environment).toBe("production");
  expect(webhook.body.item_id).not.toBe(itemId);
  const [head, claims, signature] = (webhook.token ?? "").split(".");
  expect(decodeProtectedHeader(webhook.token ?? "")).toEqual({ alg: "HS256", kid: kidOf(webhook), typ: "JWT" });
  expect(Object.keys(decodeJwt(webhook.token ?? ""))).toEqual(["iat", "request_body_sha256"]);
  const { body } = await sandbox.call("/webhook_verification_key/get", { key_id: kidOf(webhook) });
  const forged = createHmac("sha256", JSON.stringify(body.key)).update(`${head}.${claims}`).digest("base64url");
  expect(signature).toBe(forged);
});

test("a rotated key is the one that signs from then on; the one before stays good", async () => {
  fire();
  const before = kidOf(await arrival());
  sandbox.control.addWebhookFault({ kind: "rotated_key" });
  fire();
  const rotated = (await arrivals(2))[1];
  fire();
  const later = (await arrivals(3))[2];
  expect(rotated && kidOf(rotated)).not.toBe(before);
  expect(later && kidOf(later)).toBe(rotated && kidOf(rotated));
  expect((await sandbox.call("/webhook_verification_key/get", { key_id: before })).body).toMatchObject({
    key: { expired_at: null },
  });
});

test("duplicates have tokens of their own, a replayed one has the same", async () => {
  sandbox.control.addWebhookFault({ kind: "duplicate", copies: 4 });
  fire();
  const duplicates = await arrivals(5);
  expect(new Set(duplicates.map(({ text }) => text)).size).toBe(1);
  expect(new Set(duplicates.map(({ token }) => token)).size).toBe(5);
  receiver.received.length = 0;
  sandbox.control.addWebhookFault({ kind: "replayed" });
  fire();
  expect(new Set((await arrivals(2)).map(({ token }) => token)).size).toBe(1);
});

test("out of order: it comes after the next one", async () => {
  sandbox.control.addWebhookFault({ kind: "out_of_order", code: "PENDING_DISCONNECT" });
  fire("PENDING_DISCONNECT");
  fire("LOGIN_REPAIRED");
  const codes = (await arrivals(2)).map(({ body }) => body.webhook_code);
  expect(codes).toEqual(["LOGIN_REPAIRED", "PENDING_DISCONNECT"]);
  expect(sandbox.control.webhooks().map(({ code }) => code)).toEqual(["PENDING_DISCONNECT", "LOGIN_REPAIRED"]);
});

test("a lost one never comes, a delayed one later; both are in the log", async () => {
  sandbox.control.addWebhookFault({ kind: "lost" });
  sandbox.control.addWebhookFault({ kind: "delayed", delayMs: 60, nth: 2 });
  fire();
  const firedAt = performance.now();
  fire();
  await arrival();
  expect(performance.now() - firedAt).toBeGreaterThan(50);
  await expect.poll(() => sandbox.control.webhooks().map(({ state }) => state)).toEqual(["lost", "delivered"]);
  expect(receiver.received).toHaveLength(1);
});

test("a fault is for the Item and as long as it says, until it is cleared", async () => {
  const other = await sandbox.link({ webhook: receiver.url });
  sandbox.control.addWebhookFault({ kind: "lost", itemId: other.itemId, times: "always" });
  fire();
  await arrival();
  sandbox.control.fireWebhook({ itemId: other.itemId, type: "ITEM", code: "LOGIN_REPAIRED" });
  sandbox.control.clearWebhookFaults(other.itemId);
  sandbox.control.fireWebhook({ itemId: other.itemId, type: "ITEM", code: "LOGIN_REPAIRED" });
  await arrivals(2);
  expect(sandbox.control.webhooks().map(({ state }) => state)[1]).toBe("lost");
});
