import { afterEach, beforeEach, expect, test } from "vitest";
import { type Caller, startCaller } from "@/sandbox/testing/caller";

let sandbox: Caller;
beforeEach(async () => {
  sandbox = await startCaller();
  sandbox.control.setClock(new Date("2026-03-10T12:00:30Z"));
});
afterEach(() => sandbox.close());

async function codeOf(path: string, body: Record<string, unknown>): Promise<unknown> {
  return (await sandbox.call(path, body)).body.error_code;
}

test("a public token is good once", async () => {
  const public_token = sandbox.control.createPublicToken({});
  expect(public_token).toMatch(/^public-sandbox-[0-9a-f-]{36}$/);
  const { status, body } = await sandbox.call("/item/public_token/exchange", { public_token });
  expect(status).toBe(200);
  expect(body.access_token).toMatch(/^access-sandbox-[0-9a-f-]{36}$/);
  expect(body.item_id).toMatch(/^[A-Za-z0-9]{37}$/);
  expect(await codeOf("/item/public_token/exchange", { public_token })).toBe("INVALID_PUBLIC_TOKEN");
});

test("a public token is good for thirty minutes", async () => {
  const early = sandbox.control.createPublicToken({});
  const late = sandbox.control.createPublicToken({});
  sandbox.control.setClock(new Date("2026-03-10T12:30:00Z"));
  expect((await sandbox.call("/item/public_token/exchange", { public_token: early })).status).toBe(200);
  sandbox.control.setClock(new Date("2026-03-10T12:31:00Z"));
  expect(await codeOf("/item/public_token/exchange", { public_token: late })).toBe("INVALID_PUBLIC_TOKEN");
});

test("a removed Item is gone for every call", async () => {
  const { token: access_token } = await sandbox.link();
  expect(Object.keys((await sandbox.call("/item/remove", { access_token })).body)).toEqual(["request_id"]);
  for (const path of ["/item/get", "/item/remove", "/accounts/get", "/investments/holdings/get"]) {
    expect(await codeOf(path, { access_token })).toBe("ITEM_NOT_FOUND");
  }
  expect(sandbox.control.items()).toEqual([]);
});

test("a reset login stops the data, and only /item/get still answers", async () => {
  const { token: access_token } = await sandbox.link();
  await sandbox.call("/sandbox/item/reset_login", { access_token });
  for (const path of ["/accounts/get", "/accounts/balance/get", "/investments/holdings/get"]) {
    expect(await codeOf(path, { access_token })).toBe("ITEM_LOGIN_REQUIRED");
  }
  expect((await sandbox.call("/item/get", { access_token })).body).toMatchObject({
    item: { error: { error_code: "ITEM_LOGIN_REQUIRED", error_type: "ITEM_ERROR" } },
  });
});

test("Link tokens last four hours, in update mode thirty minutes, and update mode takes no products", async () => {
  const { token: access_token } = await sandbox.link();
  const whole = { client_name: "P", language: "en", country_codes: ["US"], user: { client_user_id: "u" } };
  const fresh = await sandbox.call("/link/token/create", { ...whole, products: ["investments"] });
  expect(String(fresh.body.expiration)).toMatch(/^2026-03-10T16:00:30/);
  const update = await sandbox.call("/link/token/create", { ...whole, access_token });
  expect(String(update.body.expiration)).toMatch(/^2026-03-10T12:30:30/);
  expect(await codeOf("/link/token/create", { ...whole, access_token, products: ["investments"] })).toBe(
    "INVALID_FIELD",
  );
});

test("only accounts of the Item can be asked for", async () => {
  const { token: access_token } = await sandbox.link({ username: "user_retirement" });
  const { body } = await sandbox.call("/accounts/get", { access_token });
  const [first] = body.accounts as { account_id: string }[];
  const options = { account_ids: [first?.account_id] };
  const filtered = await sandbox.call("/investments/holdings/get", { access_token, options });
  const owners = (filtered.body.holdings as { account_id: string }[]).map((holding) => holding.account_id);
  expect(new Set(owners)).toEqual(new Set([first?.account_id]));
  expect(await codeOf("/accounts/get", { access_token, options: { account_ids: ["x"] } })).toBe("INVALID_ACCOUNT_ID");
});
