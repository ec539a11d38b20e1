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

test("a consent that is lacking is given in update mode only when it is asked for", async () => {
  const { token: access_token, itemId } = await sandbox.link();
  sandbox.control.setItemError(itemId, "ADDITIONAL_CONSENT_REQUIRED");
  const signIn = async (asked: Row) => {
    const { session_id } = await begin({ access_token, ...asked });
    const login = { session_id, institution_id: "", username: "user_good", password: "pass_good" };
    expect(await step("login", login)).toMatchObject({ next: "connected" });
    return (await sandbox.call("/investments/holdings/get", { access_token })).status;
  };
  expect(await signIn({})).toBe(400);
  expect(await signIn({ additional_consented_products: ["investments"] })).toBe(200);
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

const BANK = "ins_127287";
const RETURN = "http://localhost:3000/connections/oauth-return";
const NEW_ITEM = { products: ["investments"] };

/** What the person does on the bank's own site; where it sends them, or the page that it ends with. */
async function atBank(
  path: unknown,
  fields: Record<string, string>,
): Promise<{ location: string | null; page: string }> {
  const state = new URL(String(path), sandbox.url).searchParams.get("state") ?? "";
  const body = new URLSearchParams({ state, ...fields });
  const response = await fetch(`${sandbox.url}/link/bank`, { method: "POST", body, redirect: "manual" });
  return { location: response.headers.get("location"), page: await response.text() };
}
const ALLOW = { username: "user_good", password: "pass_good", decision: "allow" };

test("T22: a bank's own site sends people back, where Link goes on with the same Link token, once", async () => {
  const { link_token, session_id } = await begin({ ...NEW_ITEM, redirect_uri: RETURN });
  const left = await step("bank", { session_id, institution_id: BANK });
  expect(left).toMatchObject({ returns: true });
  const page = await fetch(sandbox.url + left.path);
  expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(await page.text()).toContain("Platypus OAuth Bank");
  expect((await atBank(left.path, { ...ALLOW, password: "wrong" })).page).toContain("not right");

  const { location } = await atBank(left.path, ALLOW);
  expect(location).toMatch(new RegExp(`^${RETURN}\\?oauth_state_id=[0-9a-f-]{36}$`));
  const resume = (token: string, received_redirect_uri: string | null) =>
    step("start", { link_token: token, received_redirect_uri });
  const other = await begin({ ...NEW_ITEM, redirect_uri: RETURN });
  expect(await resume(other.link_token, location)).toMatchObject({ error: { error_code: "INCORRECT_LINK_TOKEN" } });
  expect(await resume(link_token, `${RETURN}?oauth_state_id=none`)).toMatchObject({
    error: { error_code: "OAUTH_STATE_ID_NOT_FOUND" },
  });
  expect(await resume(link_token, "http://localhost:3000/elsewhere")).toMatchObject({
    error: { error_code: "INVALID_FIELD" },
  });
  const resumed = await resume(link_token, location);
  expect(resumed).toMatchObject({ link_session_id: session_id, institution: { institution_id: BANK } });
  const { next, accounts } = resumed.answer as { next: string; accounts: { account_id: string }[] };
  expect(next).toBe("accounts");
  const account_ids = accounts.map(({ account_id }) => account_id);
  const done = await step("accounts", { session_id, account_ids });
  expect(done).toMatchObject({ next: "connected", metadata: { institution: { institution_id: BANK } } });
  expect(await resume(link_token, location)).toMatchObject({
    error: { error_code: "OAUTH_STATE_ID_ALREADY_PROCESSED" },
  });
});

test("T22: what is denied at the bank is told where the person returns to", async () => {
  const { link_token, session_id } = await begin({ ...NEW_ITEM, redirect_uri: RETURN });
  const left = await step("bank", { session_id, institution_id: BANK });
  const { location } = await atBank(left.path, { decision: "deny" });
  expect(await step("start", { link_token, received_redirect_uri: location })).toMatchObject({
    error: { error_code: "ACCESS_NOT_GRANTED" },
  });
});

test("a Link token without a redirect_uri has the bank in a window beside Link, which waits for it", async () => {
  const { token: access_token } = await sandbox.link({ institutionId: BANK });
  const { session_id } = await begin({ access_token });
  const left = await step("bank", { session_id, institution_id: "" });
  expect(left).toMatchObject({ returns: false });
  expect(await step("bank_return", { session_id })).toEqual({ next: "waiting" });
  expect(await atBank(left.path, ALLOW)).toMatchObject({ location: null });
  expect(await step("bank_return", { session_id })).toMatchObject({ next: "connected" });
});

test("no institution without a site of its own sends people anywhere", async () => {
  const { session_id } = await begin({ ...NEW_ITEM, redirect_uri: RETURN });
  expect(await step("bank", { session_id, institution_id: "ins_109508" })).toMatchObject({
    error: { error_code: "INVALID_INSTITUTION" },
  });
});

test("update mode with the choice of accounts shows those that are shared ticked, and adds those that are ticked too", async () => {
  const { session_id } = await begin();
  const login = { session_id, institution_id: "ins_900002", username: "user_good", password: "pass_good" };
  const offered = (await step("login", login)).accounts as { account_id: string }[];
  const [first = { account_id: "" }] = offered;
  const linked = await step("accounts", { session_id, account_ids: [first.account_id] });
  const { body } = await sandbox.call("/item/public_token/exchange", { public_token: linked.public_token });
  const { access_token } = body;

  const update = await begin({ access_token, update: { account_selection_enabled: true } });
  const again = await step("login", { ...login, session_id: update.session_id });
  expect(again.accounts).toMatchObject([{ is_ticked: true }, { is_ticked: false }]);
  const account_ids = (again.accounts as { account_id: string }[]).map(({ account_id }) => account_id);
  expect(await step("accounts", { session_id: update.session_id, account_ids })).toMatchObject({ next: "connected" });
  const shown = await sandbox.call("/accounts/get", { access_token });
  expect((shown.body.accounts as Row[]).map((row) => row.account_id)).toEqual(account_ids);
});
