import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PLAID_LINK_URL } from "@/sandbox/link/link-script";
import { LINK_ASSETS } from "@/sandbox/link/page/assets";
import { type Caller, startCaller } from "@/sandbox/testing/caller";

type Row = Record<string, unknown>;

let sandbox: Caller;
beforeEach(async () => {
  sandbox = await startCaller();
});
afterEach(() => sandbox.close());

async function step(operation: string, body: Row, origin = sandbox.url): Promise<Row> {
  const headers = { "content-type": "application/json", origin };
  const response = await fetch(`${sandbox.url}/link/api/${operation}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  return (await response.json()) as Row;
}

async function begin(extra: Row = { products: ["investments"] }): Promise<{ link_token: string; session_id: string }> {
  const whole = { client_name: "Portfolio", language: "en", country_codes: ["US"], user: { client_user_id: "u" } };
  const created = await sandbox.call("/link/token/create", { ...whole, ...extra });
  const link_token = String(created.body.link_token);
  const { link_session_id } = await step("start", { link_token });
  return { link_token, session_id: String(link_session_id) };
}

test("the script stands in for exactly the address that react-plaid-link looks for", async () => {
  const require = createRequire(import.meta.url);
  const source = readFileSync(join(dirname(require.resolve("react-plaid-link")), "index.js"), "utf8");
  expect(source).toContain(PLAID_LINK_URL);
  const script = await (await fetch(`${sandbox.url}/link/link-initialize.js`)).text();
  expect(script).toContain(JSON.stringify(PLAID_LINK_URL));
  expect(script).toContain(JSON.stringify(sandbox.url));
  expect(script).toContain("plaid-investments-local-sandbox");
});

test("only pages of this machine may frame Link, and only the named ones when some are named", async () => {
  const page = (parent: string) => fetch(`${sandbox.url}/link/page?parent=${encodeURIComponent(parent)}`);
  const own = await page("http://localhost:3000");
  expect(own.headers.get("content-security-policy")).toContain("frame-ancestors http://localhost:3000");
  for (const parent of [
    "https://evil.example",
    "http://localhost.evil.example",
    'http://localhost:3000"><script>',
    "",
  ]) {
    expect((await page(parent)).status).toBe(403);
  }
  const strict = await startCaller({ appOrigins: ["http://localhost:4000"] });
  expect((await fetch(`${strict.url}/link/page?parent=http://localhost:3000`)).status).toBe(403);
  await strict.close();
});

test("the page refers only to files that are there", async () => {
  const html = await (await fetch(`${sandbox.url}/link/page?parent=http://localhost:3000`)).text();
  const named = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path ?? "");
  const imported = Object.values(LINK_ASSETS).flatMap(({ text }) => [...text.matchAll(/from "\.\/([^"]+)"/g)]);
  const paths = new Set([...named, ...imported.map(([, file]) => `/link/assets/${file}`)]);
  expect(paths.size).toBe(Object.keys(LINK_ASSETS).length);
  for (const path of paths) expect((await fetch(sandbox.url + path)).status).toBe(200);
});

test("linking: search, login, code, accounts; only the chosen account belongs to the Item", async () => {
  const webhook = "http://127.0.0.1:9/hook";
  const { link_token, session_id } = await begin({ products: ["investments"], webhook });
  const { institutions } = await step("institutions", { session_id, query: "ACORN" });
  expect(institutions).toMatchObject([{ institution_id: "ins_900002" }]);
  const logo = await fetch(`${sandbox.url}${(institutions as { logo: string }[])[0]?.logo}`);
  expect(logo.headers.get("content-type")).toBe("image/png");

  const login = { session_id, institution_id: "ins_900002", username: "user_good" };
  expect(await step("login", { ...login, password: "mfa_device" })).toEqual({ next: "code" });
  expect(await step("accounts", { session_id, account_ids: ["x"] })).toMatchObject({
    error: { error_code: "INVALID_MFA" },
  });
  expect(await step("code", { session_id, code: "9" })).toMatchObject({ error: { error_code: "INVALID_MFA" } });
  const { accounts } = (await step("code", { session_id, code: "1234" })) as {
    accounts: { account_id: string; name: string }[];
  };
  expect(accounts).toHaveLength(2);
  expect(await step("accounts", { session_id, account_ids: [] })).toMatchObject({
    error: { error_code: "INVALID_ACCOUNT_ID" },
  });
  const done = await step("accounts", { session_id, account_ids: [accounts[1]?.account_id] });
  expect(done.metadata).toMatchObject({
    institution: { name: "Acorn & Elm Retirement", institution_id: "ins_900002" },
    accounts: [{ id: accounts[1]?.account_id, name: "Rollover IRA", mask: "1188", type: "investment", subtype: "ira" }],
    link_session_id: session_id,
  });

  const exchanged = await sandbox.call("/item/public_token/exchange", { public_token: done.public_token });
  const shown = await sandbox.call("/investments/holdings/get", { access_token: exchanged.body.access_token });
  expect(new Set((shown.body.holdings as Row[]).map((row) => row.account_id))).toEqual(
    new Set([accounts[1]?.account_id]),
  );
  const item = await sandbox.call("/item/get", { access_token: exchanged.body.access_token });
  expect(item.body).toMatchObject({ item: { webhook } });
  const { body } = await sandbox.call("/link/token/get", { link_token });
  expect(body.link_sessions).toMatchObject([{ results: { item_add_results: [{ public_token: done.public_token }] } }]);
});

test("update mode heals the Item, keeps its token, and takes no other login", async () => {
  const { token: access_token, itemId } = await sandbox.link();
  await sandbox.call("/sandbox/item/reset_login", { access_token });
  const { session_id } = await begin({ access_token });
  const login = { session_id, institution_id: "", password: "pass_good" };
  expect(await step("login", { ...login, username: "user_crypto" })).toMatchObject({
    error: { error_code: "INVALID_UPDATED_USERNAME" },
  });
  const done = await step("login", { ...login, username: "user_good" });
  expect(done.next).toBe("connected");
  expect((await sandbox.call("/investments/holdings/get", { access_token })).status).toBe(200);
  const again = await sandbox.call("/item/public_token/exchange", { public_token: done.public_token });
  expect(again.body).toMatchObject({ access_token, item_id: itemId });
});

test("a Link token that is unknown or too old is refused", async () => {
  expect(await step("start", { link_token: "link-sandbox-none" })).toMatchObject({
    error: { error_code: "INVALID_LINK_TOKEN" },
  });
  const { link_token } = await begin();
  sandbox.control.setClock(new Date(Date.now() + 5 * 3_600_000));
  expect(await step("start", { link_token })).toMatchObject({ error: { error_code: "INVALID_LINK_TOKEN" } });
});

test("the page's calls are for the page alone", async () => {
  expect(await step("start", { link_token: "x" }, "http://localhost:3000")).toEqual({ error: "wrong origin" });
});
