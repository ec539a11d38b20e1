import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Caller, startCaller } from "@/sandbox/testing/caller";
import { type Receiver, startReceiver } from "@/sandbox/testing/webhook-receiver";

let sandbox: Caller;
let receiver: Receiver;

beforeEach(async () => {
  sandbox = await startCaller({ controlPort: 0, controlToken: "right" });
  receiver = await startReceiver();
  sandbox.control.setClock(new Date("2026-05-20T12:00:30Z"));
});
afterEach(() => Promise.all([sandbox.close(), receiver.close()]));

const link = () => sandbox.link({ webhook: receiver.url });
const told = () => sandbox.control.webhooks().map(({ type, code, body }) => [type, code, JSON.parse(body)]);

async function codeOf(path: string, body: Record<string, unknown>): Promise<unknown> {
  return (await sandbox.call(path, body)).body.error_code;
}

test("an invalidated access token is dead at once, and the new one opens the same Item", async () => {
  const { token, itemId } = await link();
  const { body } = await sandbox.call("/item/access_token/invalidate", { access_token: token });
  expect(body.new_access_token).toMatch(/^access-sandbox-[0-9a-f-]{36}$/);
  expect(await codeOf("/investments/holdings/get", { access_token: token })).toBe("INVALID_ACCESS_TOKEN");
  expect(await codeOf("/item/access_token/invalidate", { access_token: token })).toBe("INVALID_ACCESS_TOKEN");
  const shown = await sandbox.call("/item/get", { access_token: body.new_access_token });
  expect(shown.body).toMatchObject({ item: { item_id: itemId } });
});

describe("/item/webhook/update", () => {
  const update = (access_token: string, webhook: unknown) =>
    sandbox.call("/item/webhook/update", { access_token, webhook });

  test("tells the new address, and sends there from now on", async () => {
    const { token, itemId } = await sandbox.link();
    expect((await update(token, receiver.url)).body).toMatchObject({
      item: { item_id: itemId, webhook: receiver.url },
    });
    await expect.poll(() => receiver.received.length).toBe(1);
    expect(receiver.received[0]?.body).toMatchObject({
      webhook_code: "WEBHOOK_UPDATE_ACKNOWLEDGED",
      new_webhook_url: receiver.url,
    });
  });

  test("null ends it; no URL is INVALID_FIELD; it needs no healthy Item", async () => {
    const { token } = await link();
    await sandbox.call("/sandbox/item/reset_login", { access_token: token });
    expect((await update(token, "hook")).body.error_code).toBe("INVALID_FIELD");
    expect((await update(token, null)).body).toMatchObject({ item: { webhook: null } });
    expect(told().map(([, code]) => code)).toEqual(["ERROR"]);
    expect(await codeOf("/sandbox/item/fire_webhook", { access_token: token, webhook_code: "LOGIN_REPAIRED" })).toBe(
      "SANDBOX_WEBHOOK_INVALID",
    );
  });
});

describe("/sandbox/item/fire_webhook", () => {
  const fire = (access_token: string, webhook_code: string, webhook_type?: string) =>
    sandbox.call("/sandbox/item/fire_webhook", { access_token, webhook_code, webhook_type });

  test.each([
    ["DEFAULT_UPDATE", "HOLDINGS", "HOLDINGS"],
    ["DEFAULT_UPDATE", "INVESTMENTS_TRANSACTIONS", "INVESTMENTS_TRANSACTIONS"],
    ["NEW_ACCOUNTS_AVAILABLE", undefined, "ITEM"],
    ["USER_PERMISSION_REVOKED", "ITEM", "ITEM"],
    ["USER_ACCOUNT_REVOKED", undefined, "ITEM"],
    ["PENDING_DISCONNECT", undefined, "ITEM"],
    ["LOGIN_REPAIRED", undefined, "ITEM"],
  ])("%s %s is sent, and changes nothing", async (code, asked, type) => {
    const { token } = await link();
    expect((await fire(token, code, asked)).body).toMatchObject({ webhook_fired: true });
    expect(told()).toMatchObject([[type, code, { webhook_type: type, webhook_code: code }]]);
    expect(await codeOf("/investments/holdings/get", { access_token: token })).toBeUndefined();
  });

  test.each([
    ["DEFAULT_UPDATE", "TRANSACTIONS", "SANDBOX_PRODUCT_NOT_ENABLED"],
    ["DEFAULT_UPDATE", undefined, "SANDBOX_PRODUCT_NOT_ENABLED"],
    ["ERROR", "ASSETS", "SANDBOX_PRODUCT_NOT_ENABLED"],
    ["ERROR", "ITEM", "SANDBOX_PRODUCT_NOT_ENABLED"],
    ["SYNC_UPDATES_AVAILABLE", undefined, "SANDBOX_PRODUCT_NOT_ENABLED"],
    ["HISTORICAL_UPDATE", "INVESTMENTS_TRANSACTIONS", "INVALID_FIELD"],
    ["PENDING_EXPIRATION", undefined, "INVALID_FIELD"],
    ["LOGIN_REPAIRED", "ITEMS", "INVALID_FIELD"],
  ])("%s %s is %s", async (code, asked, refusal) => {
    const { token } = await link();
    expect((await fire(token, code, asked)).body.error_code).toBe(refusal);
    expect(told()).toEqual([]);
  });

  test("an Item with no address, or one on another computer, is SANDBOX_WEBHOOK_INVALID", async () => {
    for (const webhook of [undefined, "https://app.example/hook", "ftp://127.0.0.1/x"]) {
      const { token } = await sandbox.link(webhook === undefined ? {} : { webhook });
      expect((await fire(token, "LOGIN_REPAIRED")).body.error_code).toBe("SANDBOX_WEBHOOK_INVALID");
    }
  });
});

describe("/investments/refresh", () => {
  const refresh = async (access_token: string) => {
    const answer = await sandbox.call("/investments/refresh", { access_token });
    expect(Object.keys(answer.body)).toEqual(["request_id"]);
  };
  const picture = (quantity: number, transactions: object[]) =>
    JSON.stringify({
      accounts: [{ account_id: "a" }],
      holdings: [{ account_id: "a", security_id: "s", quantity }],
      investment_transactions: transactions.map((row) => ({ account_id: "a", date: "2026-05-01", ...row })),
    });

  test("tells what changed since the last one, and nothing when nothing did", async () => {
    const { token, itemId } = await link();
    sandbox.control.setPicture(itemId, picture(1, [{ investment_transaction_id: "t1" }]));
    await refresh(token);
    expect(told().map(([type]) => type)).toEqual(["HOLDINGS", "INVESTMENTS_TRANSACTIONS"]);
    await refresh(token);
    expect(told()).toHaveLength(2);
    sandbox.control.setPicture(itemId, picture(2, [{ investment_transaction_id: "t1" }]));
    await refresh(token);
    expect(told().slice(2)).toMatchObject([["HOLDINGS", "DEFAULT_UPDATE", { new_holdings: 0, updated_holdings: 1 }]]);
    const rows = ["t2", "t3"].map((investment_transaction_id) => ({ investment_transaction_id }));
    sandbox.control.setPicture(itemId, picture(2, rows));
    await refresh(token);
    const counts = { new_investments_transactions: 2, cancelled_investments_transactions: 1 };
    expect(told().slice(3)).toMatchObject([["INVESTMENTS_TRANSACTIONS", "DEFAULT_UPDATE", counts]]);
  });

  test("prices of another day are changed holdings", async () => {
    const { token } = await link();
    await refresh(token);
    expect(told()).toEqual([]);
    sandbox.control.setClock(new Date("2026-05-21T12:00:30Z"));
    await refresh(token);
    expect(told()[0]).toMatchObject(["HOLDINGS", "DEFAULT_UPDATE", { new_holdings: 0 }]);
  });

  test("it can be refused like any call of data", async () => {
    const [bank, { token }] = [await sandbox.link({ username: "user_no_investments" }), await link()];
    expect(await codeOf("/investments/refresh", { access_token: bank.token })).toBe("NO_INVESTMENT_ACCOUNTS");
    sandbox.control.addFault({ path: "/investments/refresh", kind: "error", code: "PRODUCTS_NOT_SUPPORTED" });
    expect(await codeOf("/investments/refresh", { access_token: token })).toBe("PRODUCTS_NOT_SUPPORTED");
    await sandbox.call("/sandbox/item/reset_login", { access_token: token });
    expect(await codeOf("/investments/refresh", { access_token: token })).toBe("ITEM_LOGIN_REQUIRED");
  });
});

test("the control port sends, delays, spoils and lists webhooks, and rotates keys", async () => {
  const headers = { authorization: "Bearer right" };
  const operate = async (path: string, body: object) => {
    const response = await fetch(sandbox.controlUrl + path, { method: "POST", headers, body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const { body: made } = await operate("/public_token", { webhook: receiver.url });
  const { body: item } = await sandbox.call("/item/public_token/exchange", { public_token: made.public_token });
  const event = { itemId: item.item_id, type: "ITEM", code: "PENDING_EXPIRATION", body: { note: "new" } };
  expect((await operate("/webhook_timing", { retryAfterMs: 0, timeoutMs: 5_000 })).status).toBe(200);
  expect((await operate("/webhook_faults", { fault: { kind: "duplicate", copies: 2 } })).status).toBe(200);
  const { body: key } = await operate("/rotate_key", { expiresOld: true });
  receiver.answers.push(503);
  expect((await operate("/webhook", event)).status).toBe(200);
  await expect.poll(() => receiver.received.length).toBe(4);
  expect(receiver.received[0]?.body).toMatchObject({
    note: "new",
    consent_expiration_time: expect.stringMatching(/^2026-05-27T12:00:3/),
  });
  const listed = await (await fetch(`${sandbox.controlUrl}/webhooks`, { headers })).json();
  expect(listed).toMatchObject({ webhooks: [{ code: "PENDING_EXPIRATION", faults: ["duplicate"] }, {}, {}] });
  expect((await sandbox.call("/webhook_verification_key/get", { key_id: key.key_id })).status).toBe(200);
  expect((await operate("/webhook_faults", { fault: { kind: "guess" } })).status).toBe(400);
  expect((await operate("/webhook", { ...event, itemId: "none" })).status).toBe(400);
  expect((await operate("/webhook_faults", { fault: null })).status).toBe(200);
});
