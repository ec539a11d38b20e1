import { afterEach, beforeEach, expect, test } from "vitest";
import { type Caller, startCaller } from "@/sandbox/testing/caller";
import { breachesOf } from "@/sandbox/testing/plaid-schemas";
import { type Receiver, startReceiver } from "@/sandbox/testing/webhook-receiver";

let sandbox: Caller;
let receiver: Receiver;

beforeEach(async () => {
  sandbox = await startCaller();
  receiver = await startReceiver();
  sandbox.control.setClock(new Date("2026-05-20T12:00:30Z"));
});
afterEach(() => Promise.all([sandbox.close(), receiver.close()]));

const link = (institutionId = "ins_109508") => sandbox.link({ institutionId, webhook: receiver.url });
const told = () => sandbox.control.webhooks().map(({ itemId, code }) => [itemId, code]);
const TRANSACTIONS = "/investments/transactions/get";
const DATES = { start_date: "2025-06-01", end_date: "2026-05-20" };

async function lastBody(count: number): Promise<Record<string, unknown> | undefined> {
  await expect.poll(() => receiver.received.length).toBe(count);
  return receiver.received.at(-1)?.body;
}

test("a reset login is told once; its repair in update mode is not, one elsewhere is", async () => {
  const { token: access_token, itemId } = await link();
  await sandbox.call("/sandbox/item/reset_login", { access_token });
  await sandbox.call("/sandbox/item/reset_login", { access_token });
  const broken = await lastBody(1);
  expect(breachesOf("ItemErrorWebhook", broken)).toEqual([]);
  expect(broken).toMatchObject({
    webhook_code: "ERROR",
    error: { error_code: "ITEM_LOGIN_REQUIRED", error_type: "ITEM_ERROR", status: 400 },
  });
  const { body } = await sandbox.call("/link/token/create", {
    client_name: "Portfolio",
    language: "en",
    country_codes: ["US"],
    user: { client_user_id: "u" },
    access_token,
  });
  const step = async (name: string, input: object) => {
    const headers = { "content-type": "application/json", origin: sandbox.url };
    const init = { method: "POST", headers, body: JSON.stringify(input) };
    return (await (await fetch(`${sandbox.url}/link/api/${name}`, init)).json()) as Record<string, unknown>;
  };
  const { link_session_id: session_id } = await step("start", { link_token: body.link_token });
  await step("login", { session_id, institution_id: "", username: "user_good", password: "pass_good" });
  await sandbox.call("/sandbox/item/reset_login", { access_token });
  sandbox.control.setItemError(itemId, null);
  expect(breachesOf("ItemLoginRepairedWebhook", await lastBody(3))).toEqual([]);
  expect(told().map(([, code]) => code)).toEqual(["ERROR", "ERROR", "LOGIN_REPAIRED"]);
});

test("an error set by control is told; a revoked permission by a webhook of its own", async () => {
  const { itemId } = await link();
  sandbox.control.setItemError(itemId, "USER_PERMISSION_REVOKED");
  const revoked = await lastBody(1);
  expect(breachesOf("UserPermissionRevokedWebhook", revoked)).toEqual([]);
  expect(revoked).toMatchObject({ error: { error_code: "USER_PERMISSION_REVOKED" } });
  sandbox.control.setItemError(itemId, "ITEM_LOCKED");
  sandbox.control.setItemError(itemId, null);
  expect(told().map(([, code]) => code)).toEqual(["USER_PERMISSION_REVOKED", "ERROR"]);
});

test("a consent that ends is told when the clock gets there", async () => {
  const { itemId } = await link();
  sandbox.control.setConsentExpiry(itemId, new Date("2026-05-27T12:00:00Z"));
  expect(told()).toEqual([]);
  sandbox.control.setClock(new Date("2026-05-27T11:59:59.500Z"));
  await expect.poll(told, { timeout: 5_000 }).toEqual([[itemId, "ERROR"]]);
});

test("an Item that a newer one broke is told of", async () => {
  const [older] = [await link("ins_900005"), await link("ins_900005")];
  expect(told()).toEqual([[older.itemId, "ERROR"]]);
});

test("T25: transactions that were not ready are told once they are, with how many there are", async () => {
  const { token: access_token, itemId } = await link();
  const ask = () => sandbox.call(TRANSACTIONS, { access_token, ...DATES });
  const total = (await ask()).body.total_investment_transactions;
  const fault = { path: TRANSACTIONS, kind: "error", code: "PRODUCT_NOT_READY" } as const;
  sandbox.control.addFault({ ...fault, times: "always", forMs: 60_000 });
  expect((await ask()).body.error_code).toBe("PRODUCT_NOT_READY");
  expect(told()).toEqual([]);
  sandbox.control.setClock(new Date("2026-05-20T12:01:31Z"));
  const ready = await lastBody(1);
  expect(breachesOf("InvestmentsHistoricalUpdateWebhook", ready)).toEqual([]);
  expect(ready).toMatchObject({ webhook_code: "HISTORICAL_UPDATE", item_id: itemId });
  expect(ready?.new_investments_transactions).toBeGreaterThanOrEqual(Number(total));

  sandbox.control.addFault({ ...fault, times: 2 });
  await ask();
  expect(told()).toHaveLength(1);
  await ask();
  expect(told()).toHaveLength(2);
  sandbox.control.addFault({ ...fault, times: "always" });
  await ask();
  sandbox.control.clearFaults();
  expect(told()).toHaveLength(3);
});
