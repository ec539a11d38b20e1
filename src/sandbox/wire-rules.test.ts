import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, startCaller } from "@/sandbox/testing/caller";

let sandbox: Caller;
beforeAll(async () => {
  sandbox = await startCaller();
});
afterAll(() => sandbox.close());

test.each([
  ["unknown path", "/investments/guess", {}, 404, "NOT_FOUND"],
  ["unknown key", "/item/get", { access_token: "a", extra: 1 }, 400, "UNKNOWN_FIELDS"],
  [
    "unknown nested key",
    "/investments/holdings/get",
    { access_token: "a", options: { count: 1 } },
    400,
    "UNKNOWN_FIELDS",
  ],
  [
    "missing key",
    "/investments/transactions/get",
    { access_token: "a", start_date: "2026-01-01" },
    400,
    "MISSING_FIELDS",
  ],
  ["wrong type", "/item/get", { access_token: 7 }, 400, "INVALID_FIELD"],
  ["count above 500", "/investments/transactions/get", dated({ count: 501 }), 400, "INVALID_FIELD"],
  ["count below 1", "/investments/transactions/get", dated({ count: 0 }), 400, "INVALID_FIELD"],
  ["negative offset", "/investments/transactions/get", dated({ offset: -1 }), 400, "INVALID_FIELD"],
  ["null options", "/investments/holdings/get", { access_token: "a", options: null }, 400, "INVALID_FIELD"],
  ["no such date", "/investments/transactions/get", { ...dated({}), end_date: "2026-02-30" }, 400, "INVALID_FIELD"],
  [
    "unknown institution",
    "/institutions/get_by_id",
    { institution_id: "ins_1", country_codes: ["US"] },
    400,
    "INVALID_INSTITUTION",
  ],
  [
    "country outside",
    "/institutions/get_by_id",
    { institution_id: "ins_900004", country_codes: ["US"] },
    400,
    "INVALID_INSTITUTION",
  ],
  [
    "refused product",
    "/sandbox/public_token/create",
    { institution_id: "ins_109508", initial_products: ["balance"] },
    400,
    "INVALID_PRODUCT",
  ],
  [
    "e-mail as user id",
    "/link/token/create",
    linkToken({ user: { client_user_id: "a@b.example" } }),
    400,
    "INVALID_FIELD",
  ],
  ["no products", "/link/token/create", linkToken({ products: undefined }), 400, "MISSING_FIELDS"],
  ["no user", "/link/token/create", linkToken({ user: undefined }), 400, "MISSING_FIELDS"],
  ["no key id", "/webhook_verification_key/get", {}, 400, "MISSING_FIELDS"],
  ["no code", "/sandbox/item/fire_webhook", { access_token: "a" }, 400, "MISSING_FIELDS"],
  ["foreign token", "/item/webhook/update", { access_token: "a", webhook: null }, 400, "INVALID_ACCESS_TOKEN"],
  ["unknown option", "/investments/refresh", { access_token: "a", options: {} }, 400, "UNKNOWN_FIELDS"],
  ["no token", "/item/access_token/invalidate", {}, 400, "MISSING_FIELDS"],
  ["null webhook", "/link/token/create", linkToken({ webhook: null }), 400, "INVALID_FIELD"],
  [
    "redirect with a query",
    "/link/token/create",
    linkToken({ redirect_uri: "https://a.example/?b" }),
    400,
    "INVALID_FIELD",
  ],
])("%s", async (_about, path, body, status, code) => {
  const answer = await sandbox.call(path, body);
  expect([answer.status, answer.body.error_code]).toEqual([status, code]);
  expect(answer.body.request_id).toMatch(/^[A-Za-z0-9]{15}$/);
});

function dated(options: object): Record<string, unknown> {
  return { access_token: "a", start_date: "2026-01-01", end_date: "2026-01-31", options };
}

function linkToken(changes: object): Record<string, unknown> {
  const whole = {
    client_name: "P",
    language: "en",
    country_codes: ["US"],
    products: ["investments"],
    user: { client_user_id: "u" },
  };
  return { ...whole, ...changes };
}

test("credentials are taken from headers or body and nothing else opens the door", async () => {
  const search = { query: "", country_codes: ["US"] };
  const inBody = { client_id: "local-sandbox", secret: "local-sandbox" };
  expect((await sandbox.call("/institutions/search", { ...search, ...inBody }, {})).status).toBe(200);
  const wrong = await sandbox.call("/institutions/search", { ...search, ...inBody, secret: "x" }, {});
  expect([wrong.status, wrong.body.error_code]).toEqual([400, "INVALID_API_KEYS"]);
  expect((await sandbox.call("/institutions/search", search, {})).body.error_code).toBe("MISSING_FIELDS");
});

test("a body that is no JSON object, or of another content type, is INVALID_BODY", async () => {
  for (const [contentType, body] of [
    ["application/json", "{"],
    ["application/json", "[]"],
    ["text/plain", "{}"],
  ]) {
    const headers = { "content-type": contentType ?? "" };
    const response = await fetch(`${sandbox.url}/item/get`, { method: "POST", headers, body });
    expect(await response.json()).toMatchObject({ error_code: "INVALID_BODY" });
  }
});

test("every answer bears the marker that must never reach a production build", async () => {
  const response = await fetch(`${sandbox.url}/item/get`, { method: "POST" });
  expect(response.headers.get("x-plaid-sandbox")).toBe("plaid-investments-local-sandbox");
});

test.each([
  ["user_good", "wrong", "INVALID_CREDENTIALS"],
  ["nobody", "pass_good", "INVALID_CREDENTIALS"],
  ["user_good", "error_ITEM_LOCKED", "ITEM_LOCKED"],
  ["user_custom", "not json", "INVALID_FIELD"],
])("the login %s / %s is refused with %s", async (override_username, override_password, code) => {
  const options = { override_username, override_password };
  const body = { institution_id: "ins_109508", initial_products: ["investments"], options };
  expect((await sandbox.call("/sandbox/public_token/create", body)).body.error_code).toBe(code);
});
