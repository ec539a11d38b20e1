import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeJwt } from "jose";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Caller, startCaller } from "@/sandbox/testing/caller";
import { kidOf, type Receiver, refusalOf, startReceiver } from "@/sandbox/testing/webhook-receiver";

let sandbox: Caller;
let receiver: Receiver;
let folder: string;
let stateFile: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-webhooks-"));
  stateFile = join(folder, "state.json");
  sandbox = await startCaller({ stateFile });
  receiver = await startReceiver();
});
afterEach(async () => {
  await Promise.all([sandbox.close(), receiver.close()]);
  rmSync(folder, { recursive: true });
});

const link = () => sandbox.link({ webhook: receiver.url });
const statesOf = () => sandbox.control.webhooks().map(({ state }) => state);

async function arrivals(count: number): Promise<Receiver["received"]> {
  await expect.poll(() => receiver.received.length).toBeGreaterThanOrEqual(count);
  return receiver.received;
}

test("a webhook is signed as Plaid signs: ES256 over the hash of an indented body", async () => {
  const { itemId } = await link();
  sandbox.control.fireWebhook({ itemId, type: "HOLDINGS", code: "DEFAULT_UPDATE", body: { new_holdings: 3 } });
  const [webhook] = await arrivals(1);
  if (webhook === undefined) throw new Error("nothing arrived");
  const expected = {
    webhook_type: "HOLDINGS",
    webhook_code: "DEFAULT_UPDATE",
    item_id: itemId,
    environment: "sandbox",
    error: null,
    new_holdings: 3,
    updated_holdings: 1,
  };
  expect(webhook.body).toEqual(expected);
  expect(webhook.text).toBe(JSON.stringify(webhook.body, null, 2));
  expect(await refusalOf(sandbox, webhook)).toBeNull();
  expect(await refusalOf(sandbox, { ...webhook, text: `${webhook.text} ` })).toBe("hash");
  expect(await refusalOf(sandbox, webhook, new Date(Date.now() + 301_000))).toBe("time");
});

test("keys outlive a restart, and a new one signs after a rotation while the old one stays good or expires", async () => {
  const { itemId } = await link();
  const fire = () => sandbox.control.fireWebhook({ itemId, type: "ITEM", code: "LOGIN_REPAIRED" });
  fire();
  const [first] = await arrivals(1);
  if (first === undefined) throw new Error("nothing arrived");
  await sandbox.close();
  sandbox = await startCaller({ stateFile });
  expect(await refusalOf(sandbox, first)).toBeNull();

  expect(sandbox.control.rotateKey()).not.toBe(kidOf(first));
  fire();
  const [, second] = await arrivals(2);
  if (second === undefined) throw new Error("nothing arrived");
  expect(kidOf(second)).not.toBe(kidOf(first));
  const newest = sandbox.control.rotateKey({ expiresOld: true });
  expect([await refusalOf(sandbox, first), await refusalOf(sandbox, second)]).toEqual([null, "expired key"]);
  fire();
  const [, , third] = await arrivals(3);
  expect(third && kidOf(third)).toBe(newest);
});

test("no other key can be asked for", async () => {
  const answer = await sandbox.call("/webhook_verification_key/get", {
    key_id: "6c5516e1-92dc-479e-a8ff-5a51992e0001",
  });
  expect([answer.status, answer.body.error_code]).toEqual([400, "INVALID_WEBHOOK_VERIFICATION_KEY_ID"]);
});

test("it comes again until it is answered with 200, each time signed anew", async () => {
  const { token: access_token, itemId } = await link();
  sandbox.control.setWebhookTiming({ retryAfterMs: 1, timeoutMs: 200 });
  receiver.answers.push(500, 202, 307, null);
  sandbox.control.fireWebhook({ itemId, type: "ITEM", code: "LOGIN_REPAIRED" });
  await expect.poll(statesOf).toEqual(["delivered"]);
  const received = await arrivals(5);
  expect(received).toHaveLength(5);
  expect(new Set(received.map(({ token }) => token)).size).toBe(5);
  expect(new Set(received.map(({ text }) => text)).size).toBe(1);
  for (const webhook of received) expect(await refusalOf(sandbox, webhook)).toBeNull();
  const statuses = sandbox.control.webhooks()[0]?.attempts.map(({ status }) => status);
  expect(statuses).toEqual([500, 202, 307, null, 200]);
  const { body } = await sandbox.call("/item/get", { access_token });
  expect(body.status).toMatchObject({ last_webhook: { code_sent: "LOGIN_REPAIRED" } });
});

test("a retry carries the time of the retry, wherever the sandbox's clock stands", async () => {
  sandbox.control.setClock(new Date("2020-02-02T12:00:00Z"));
  const { itemId } = await link();
  sandbox.control.setWebhookTiming({ retryAfterMs: 300, timeoutMs: 5_000 });
  receiver.answers.push(500);
  const firedAt = Math.floor(Date.now() / 1000);
  sandbox.control.fireWebhook({ itemId, type: "ITEM", code: "LOGIN_REPAIRED" });
  await arrivals(1);
  vi.useFakeTimers({ toFake: ["Date"], now: (firedAt + 600) * 1000 });
  try {
    const issued = (await arrivals(2)).map(({ token }) => (decodeJwt(token ?? "").iat ?? 0) - firedAt);
    expect(issued).toEqual([expect.toSatisfy((age) => age <= 1), expect.toSatisfy((age) => age >= 600)]);
  } finally {
    vi.useRealTimers();
  }
});

test("it is given up after six retries", async () => {
  const { itemId } = await link();
  sandbox.control.setWebhookTiming({ retryAfterMs: 0, timeoutMs: 5_000 });
  receiver.answers.push(...Array(7).fill(401));
  sandbox.control.fireWebhook({ itemId, type: "ITEM", code: "LOGIN_REPAIRED" });
  await expect.poll(statesOf).toEqual(["given_up"]);
  expect(receiver.received).toHaveLength(7);
});

test("nothing is sent to another computer, nor without an address", async () => {
  const [far, silent] = [await sandbox.link({ webhook: "https://app.example/hook" }), await sandbox.link()];
  sandbox.control.fireWebhook({ itemId: far.itemId, type: "ITEM", code: "LOGIN_REPAIRED" });
  expect(sandbox.control.webhooks()).toMatchObject([
    { url: "https://app.example/hook", state: "not_sent", attempts: [] },
  ]);
  expect(() => sandbox.control.fireWebhook({ itemId: silent.itemId, type: "ITEM", code: "ERROR" })).toThrow(RangeError);
});
