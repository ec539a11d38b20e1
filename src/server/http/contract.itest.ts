// Every row of the REST contract, through the route modules, on a real Postgres and the local Plaid. As the demo's caller, who
// shows nothing; contract-with-key.itest.ts runs the same once more.
import { beforeAll, describe, expect, test } from "vitest";
import * as exchangeRoute from "@/app/api/plaid/investments/exchange_public_token/route";
import * as linkRoute from "@/app/api/plaid/investments/generate_link_token/route";
import * as refreshRoute from "@/app/api/plaid/investments/refresh/route";
import * as refreshAllRoute from "@/app/api/plaid/investments/refresh_all/route";
import * as runRoute from "@/app/api/plaid/investments/refresh_runs/[run_id]/route";
import { exchangePublicTokenContract } from "@/contracts/exchange-public-token";
import { generateLinkTokenContract } from "@/contracts/generate-link-token";
import { refreshContract } from "@/contracts/refresh";
import { refreshAllContract } from "@/contracts/refresh-all";
import { refreshRunContract } from "@/contracts/refresh-run";
import { createTestApiKey } from "@/testing/api-key";
import { type FaultEffect, startTestApp } from "@/testing/app";
import { type Answer, type Sent, callRoute as send } from "@/testing/call-route";
import type { PlaidExchange } from "@/testing/plaid-recorder";

const isLive = Reflect.get(globalThis, "contract-with-key") === true;
const app = await startTestApp({ mode: isLive ? "live" : "demo" });
const credentials = isLive ? (await createTestApiKey()).headers : {};

const callRoute: typeof send = (handler, path, body, sent) =>
  send(handler, path, body, { ...sent, headers: { ...credentials, ...sent?.headers } });

const generate = (body?: unknown, sent?: Sent) => callRoute(linkRoute.POST, generateLinkTokenContract.path, body, sent);
const exchange = (body?: unknown, sent?: Sent) =>
  callRoute(exchangeRoute.POST, exchangePublicTokenContract.path, body, sent);
const refresh = (body?: unknown, sent?: Sent) => callRoute(refreshRoute.POST, refreshContract.path, body, sent);
const refreshAll = (body?: unknown, sent?: Sent) =>
  callRoute(refreshAllRoute.POST, refreshAllContract.path, body, sent);
const readRun = (runId: string) =>
  callRoute(runRoute.GET, refreshRunContract.path.replace("{run_id}", runId), undefined, { method: "GET" });

const UUID = /^[0-9a-f-]{36}$/;
const TOO_LONG = "x".repeat(129);
const SEEN = { holdings: "/investments/holdings/get", transactions: "/investments/transactions/get" };

function expectAnswer(answer: Answer, status: number, body: unknown): void {
  expect({ status: answer.status, body: answer.body }).toEqual({ status, body });
  expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("x-request-id")).toMatch(UUID);
}
const expectError = (answer: Answer, status: number, error: string) => expectAnswer(answer, status, { error });

const plaidCode = (answer: Answer) => answer.headers.get("x-plaid-error-code");
const since = (mark: number) => app.plaid.exchanges.slice(mark);
const mark = () => app.plaid.exchanges.length;
const exchangesOf = (list: readonly PlaidExchange[], path: string) => list.filter((one) => one.path === path);

/** Runs while every call of a path of Plaid's fails. */
async function whilePlaid<T>(path: string, effect: FaultEffect, run: () => Promise<T>): Promise<T> {
  app.sandbox.addFault({ path, times: "always", ...effect });
  return run().finally(() => app.sandbox.clearFaults());
}
const refusal = (code: string): FaultEffect => ({ kind: "error", code });
const instead = (body: object): FaultEffect => ({ kind: "response", status: 200, body: JSON.stringify(body) });
const HANG_UP: FaultEffect = { kind: "reset" };

/** Links a brokerage and returns its Item. */
async function link(userId: string, institutionId = "ins_109508"): Promise<string> {
  const answer = await exchange({ user_id: userId, public_token: app.sandbox.createPublicToken({ institutionId }) });
  expect(answer.status).toBe(200);
  return (answer.body as { item_id: string }).item_id;
}

/** The jobs that wait for an Item. */
async function jobsOf(itemId: string): Promise<string[]> {
  const rows = await app.query<{ name: string }>("select name from pgboss.job where data->>'itemId' = $1", [itemId]);
  return rows.map((row) => row.name);
}

const PORTFOLIO = ["account", "holding", "holding_version", "account_day", "investment_transaction"] as const;
/** Each row of the tables that only a successful refresh may touch. */
const portfolio = () =>
  Promise.all(
    PORTFOLIO.map((table) => app.query(`select md5(string_agg(t::text, ',' order by t::text)) from ${table} t`)),
  );

/** Values of a required field that count as absent. */
const ABSENT = [undefined, null, "", "  \t\n", true, false, 1.5, [], ["a"], {}, { id: "a" }];
/** Values that are there and are no identifier. */
const MALFORMED = [TOO_LONG, "𝕏".repeat(129), "a\u0000b", "a\nb", "\ud800", "a\udfffb", 2 ** 53, -(2 ** 53)];
/** Bodies that say nothing. */
const EMPTY_BODIES: [string, unknown, Sent?][] = [
  ["absent", undefined],
  ["malformed", '{"user_id":'],
  ["null", "null"],
  ["an array", '[{"user_id":"a"}]'],
  ["a string", '"user_id"'],
  ["text", '{"user_id":"a","public_token":"b","item_id":"c"}', { headers: { "content-type": "text/plain" } }],
  ["a form", "user_id=a&item_id=c", { headers: { "content-type": "application/x-www-form-urlencoded" } }],
];
/** Whole JSON, 33 deep. */
const TOO_DEEP = `{"user_id":"a","item_id":"c","public_token":"b","x":${"[".repeat(32)}${"]".repeat(32)}}`;

test.each([
  ["generate_link_token", generate],
  ["exchange_public_token", exchange],
  ["refresh", refresh],
  ["refresh_all", refreshAll],
])("S-13: %s: a body nested deeper than 32 is refused, and nothing is done", async (_, call) => {
  const before = mark();
  const runs = async () => (await app.query("SELECT FROM refresh_run")).length;
  const runsBefore = await runs();
  expectError(await call(TOO_DEEP), 400, "Bad Request");
  expect(since(before)).toEqual([]);
  expect(await runs()).toBe(runsBefore);
});

describe("no Items yet", () => {
  test("refresh_all: zeros and 200, the last 30 days", async () => {
    const answer = await refreshAll();
    const { range } = answer.body as { range: { start_date: string; end_date: string } };
    expectAnswer(answer, 200, {
      status: "success",
      summary: { securities: 0, holdings: 0, investment_transactions: 0, items: 0 },
      range,
    });
    expect(range.end_date).toBe(new Date().toISOString().slice(0, 10));
    expect(Date.parse(range.end_date) - Date.parse(range.start_date)).toBe(30 * 86_400_000);
    expect(answer.headers.get("x-refresh-run-id")).toBeTruthy();
  });

  test("refresh: nobody has that Item, and Plaid is not asked", async () => {
    const before = mark();
    expectError(await refresh({ user_id: "nobody", item_id: "none" }), 404, "Investments account not found");
    expect(since(before)).toEqual([]);
  });
});

describe("generate_link_token", () => {
  test("ok: for investments alone, bound to the user", async () => {
    const before = mark();
    const answer = await generate({ user_id: "link-1", unknown: { ignored: true } });
    expectAnswer(answer, 200, { status: "success", link_token: expect.stringMatching(/^link-sandbox-/) });
    await generate({ user_id: "link-2" });
    const requests = exchangesOf(since(before), "/link/token/create").map((one) => one.request);
    expect(requests.map((request) => request.products)).toEqual([["investments"], ["investments"]]);
    const users = requests.map((request) => (request.user as { client_user_id: string }).client_user_id);
    expect(users[0]).toBeTruthy();
    expect(users[0]).not.toBe(users[1]);
  });

  test.each(["x".repeat(128), "𝕏".repeat(128), " padded ", "ünï", 0, -7, Number.MAX_SAFE_INTEGER])(
    "user_id %j is an identifier",
    async (userId) => expect((await generate({ user_id: userId })).status).toBe(200),
  );

  test.each(ABSENT)("user_id %j is absent", async (userId) => {
    expectError(await generate({ user_id: userId }), 400, "Missing user_id");
  });
  test.each(EMPTY_BODIES)("a body that is %s", async (_, body, sent) => {
    expectError(await generate(body, sent), 400, "Missing user_id");
  });
  test.each(MALFORMED)("S-14: user_id %j is malformed", async (userId) => {
    expectError(await generate({ user_id: userId }), 400, "Invalid user_id");
  });

  test("T26: Plaid refuses: its code is told, its words are not", async () => {
    const refused = refusal("INVALID_FIELD");
    const answer = await whilePlaid("/link/token/create", refused, () => generate({ user_id: "link-1" }));
    expectError(answer, 500, "Failed to generate link token");
    expect(plaidCode(answer)).toBe("INVALID_FIELD");
  });
  test("Plaid is out of reach: no code", async () => {
    const answer = await whilePlaid("/link/token/create", HANG_UP, () => generate({ user_id: "link-1" }));
    expectError(answer, 500, "Failed to generate link token");
    expect(plaidCode(answer)).toBeNull();
  });
});

describe("exchange_public_token", () => {
  test("ok: the Item, its sealed token, its accounts, and a first import in the queue", async () => {
    const before = mark();
    const answer = await exchange({ user_id: "ex-1", public_token: app.sandbox.createPublicToken({}) });
    const { item_id } = answer.body as { item_id: string };
    expectAnswer(answer, 200, { status: "success", item_id: expect.any(String) });
    const shown = exchangesOf(since(before), "/accounts/get").at(-1)?.response.accounts as { account_id: string }[];
    const token = exchangesOf(since(before), "/item/public_token/exchange").at(-1)?.response.access_token;
    const accounts = await app.query<{ account_id: string }>("select account_id from account where item_id = $1", [
      item_id,
    ]);
    expect(accounts.map((row) => row.account_id).sort()).toEqual(shown.map((one) => one.account_id).sort());
    const [item] = await app.query<{ row: string }>("select i::text as row from item i where item_id = $1", [item_id]);
    expect(item?.row).toContain("ex-1");
    expect(item?.row).not.toContain(String(token));
    expect(await jobsOf(item_id)).toContain("first-import");
    expect(exchangesOf(since(before), SEEN.holdings)).toEqual([]);
    expect(await app.query("select 1 from app_user where id = 'ex-1'")).toHaveLength(1);
  });

  test("a second exchange of the same Item updates, never duplicates", async () => {
    const before = mark();
    const itemId = await link("ex-2");
    const [first] = exchangesOf(since(before), "/item/public_token/exchange");
    const again = instead(first?.response ?? {});
    const answer = await whilePlaid("/item/public_token/exchange", again, () =>
      exchange({ user_id: "ex-2", public_token: "public-sandbox-again" }),
    );
    expectAnswer(answer, 200, { status: "success", item_id: itemId });
    expect(await app.query("select 1 from item where user_id = 'ex-2'")).toHaveLength(1);
    const rows = await app.query<{ n: number }>(
      "select count(*)::int - count(distinct account_id)::int as n from account where item_id = $1",
      [itemId],
    );
    expect(rows[0]?.n).toBe(0);
  });

  test("an Item of another user is never re-assigned", async () => {
    const before = mark();
    const itemId = await link("ex-owner");
    const [first] = exchangesOf(since(before), "/item/public_token/exchange");
    const rows = () => app.query("select i::text from item i where item_id = $1", [itemId]);
    const untouched = await rows();
    const answer = await whilePlaid("/item/public_token/exchange", instead(first?.response ?? {}), () =>
      exchange({ user_id: "ex-thief", public_token: "public-sandbox-stolen" }),
    );
    expectError(answer, 500, "Failed to exchange public token");
    expect(await rows()).toEqual(untouched);
    expect(await app.query("select 1 from app_user where id = 'ex-thief'")).toEqual([]);
  });

  test.each(ABSENT)("%j is absent, as either field", async (value) => {
    expectError(await exchange({ user_id: value, public_token: "t" }), 400, "Missing user_id or public_token");
    expectError(await exchange({ user_id: "u", public_token: value }), 400, "Missing user_id or public_token");
  });
  test.each(EMPTY_BODIES)("a body that is %s", async (_, body, sent) => {
    expectError(await exchange(body, sent), 400, "Missing user_id or public_token");
  });
  test("absent comes before malformed, and malformed in the table's order", async () => {
    expectError(await exchange({ user_id: TOO_LONG }), 400, "Missing user_id or public_token");
    expectError(await exchange({ user_id: TOO_LONG, public_token: TOO_LONG }), 400, "Invalid user_id");
    expectError(await exchange({ user_id: "u", public_token: TOO_LONG }), 400, "Invalid public_token");
  });

  test.each(["access_token", "item_id"])("Plaid's answer lacks %s", async (field) => {
    const body = { access_token: "access-sandbox-x", item_id: "it", request_id: "r", [field]: undefined };
    const answer = await whilePlaid("/item/public_token/exchange", instead(body), () =>
      exchange({ user_id: "ex-lacks", public_token: "public-sandbox-x" }),
    );
    expectError(answer, 500, "Failed to exchange public token");
    expect(await app.query("select 1 from item where user_id = 'ex-lacks'")).toEqual([]);
  });

  test("Plaid refuses the token", async () => {
    const answer = await exchange({
      user_id: "ex-3",
      public_token: "public-sandbox-00000000-0000-0000-0000-000000000000",
    });
    expectError(answer, 500, "Failed to exchange public token");
    expect(plaidCode(answer)).toBe("INVALID_PUBLIC_TOKEN");
  });

  test("the accounts cannot be read: the Item is there, its import is queued, and a repeat answers as Plaid does", async () => {
    const body = { user_id: "ex-4", public_token: app.sandbox.createPublicToken({}) };
    const answer = await whilePlaid("/accounts/get", refusal("INTERNAL_SERVER_ERROR"), () => exchange(body));
    expectError(answer, 500, "Failed to sync accounts");
    const items = await app.query<{ item_id: string }>("select item_id from item where user_id = 'ex-4'");
    expect(items).toHaveLength(1);
    expect(await jobsOf(items[0]?.item_id ?? "")).toContain("first-import");
    expectError(await exchange(body), 500, "Failed to exchange public token");
  });

  test.each<[string, FaultEffect]>([
    ["is out of reach", HANG_UP],
    ["is down", refusal("INTERNAL_SERVER_ERROR")],
  ])("Plaid %s: the other failure, and nothing is stored", async (_, effect) => {
    const answer = await whilePlaid("/item/public_token/exchange", effect, () =>
      exchange({ user_id: "ex-6", public_token: app.sandbox.createPublicToken({}) }),
    );
    expectError(answer, 500, "Failed to sync accounts");
    expect(await app.query("select 1 from item where user_id = 'ex-6'")).toEqual([]);
  });

  test("the Item's metadata cannot be read: still 200", async () => {
    const down = refusal("INTERNAL_SERVER_ERROR");
    const answer = await whilePlaid("/item/get", down, () =>
      whilePlaid("/institutions/get_by_id", down, async () =>
        exchange({ user_id: "ex-5", public_token: app.sandbox.createPublicToken({}) }),
      ),
    );
    expectAnswer(answer, 200, { status: "success", item_id: expect.any(String) });
  });
});

describe("refresh", () => {
  const USER = "refresh-1";
  let itemId = "";
  beforeAll(async () => {
    itemId = await link(USER);
  });

  /** What the answers of Plaid since then add up to, by the contract's definition. */
  function countsShown(from: number) {
    type Row = Record<string, string | null>;
    const rows = (path: string, key: string) =>
      exchangesOf(since(from), path).flatMap((one) => one.response[key] as Row[]);
    const holdings = rows(SEEN.holdings, "holdings");
    const transactions = rows(SEEN.transactions, "investment_transactions");
    const distinct = (values: unknown[]) => new Set(values.filter((value) => value !== null)).size;
    return {
      securities: distinct([...holdings, ...transactions].map((row) => row.security_id)),
      holdings: distinct(holdings.map((row) => `${row.account_id} ${row.security_id}`)),
      investment_transactions: distinct(transactions.map((row) => row.investment_transaction_id)),
    };
  }

  test("ok: the counts of Plaid's answer, the same for unchanged data", async () => {
    const dates = { start_date: "2026-01-01", end_date: "2026-06-30" };
    const before = mark();
    const answer = await refresh({ user_id: USER, item_id: itemId, ...dates });
    expectAnswer(answer, 200, { status: "success", upserts: countsShown(before) });
    expect(countsShown(before).holdings).toBeGreaterThan(0);
    expect(countsShown(before).investment_transactions).toBeGreaterThan(0);
    const again = await refresh({ user_id: USER, item_id: itemId, ...dates });
    expect(again.body).toEqual(answer.body);
  });

  const windowAsked = (from: number) => {
    const request = exchangesOf(since(from), SEEN.transactions)[0]?.request;
    return [request?.start_date, request?.end_date];
  };

  test.each([
    [{}],
    [{ start_date: "2026-01-01" }],
    [{ end_date: "not a date" }],
    [{ start_date: "2026-01-01", end_date: null }],
    [{ start_date: "", end_date: "2026-01-01" }],
    [{ start_date: 7 }],
  ])("%j: either date missing, so the last 30 days", async (dates) => {
    const before = mark();
    expect((await refresh({ user_id: USER, item_id: itemId, ...dates })).status).toBe(200);
    const [start, end] = windowAsked(before) as [string, string];
    expect(end).toBe(new Date().toISOString().slice(0, 10));
    expect(Date.parse(end) - Date.parse(start)).toBe(30 * 86_400_000);
  });

  test("what lies after today is not asked of Plaid, and wholly after today there is nothing", async () => {
    const before = mark();
    const today = new Date().toISOString().slice(0, 10);
    expect(
      (await refresh({ user_id: USER, item_id: itemId, start_date: "2026-01-01", end_date: "9999-12-31" })).status,
    ).toBe(200);
    expect(windowAsked(before)).toEqual(["2026-01-01", today]);
    const later = mark();
    const answer = await refresh({ user_id: USER, item_id: itemId, start_date: "9999-01-01", end_date: "9999-12-31" });
    expect(answer.body).toMatchObject({ status: "success", upserts: { investment_transactions: 0 } });
    expect(exchangesOf(since(later), SEEN.transactions)).toEqual([]);
  });

  test.each(ABSENT)("%j is absent, as either field", async (value) => {
    expectError(await refresh({ user_id: value, item_id: "i" }), 400, "Missing user_id or item_id");
    expectError(await refresh({ user_id: "u", item_id: value }), 400, "Missing user_id or item_id");
  });
  test.each(EMPTY_BODIES)("a body that is %s", async (_, body, sent) => {
    expectError(await refresh(body, sent), 400, "Missing user_id or item_id");
  });
  test.each(MALFORMED)("S-14: %j is malformed, as either field", async (value) => {
    expectError(await refresh({ user_id: value, item_id: value }), 400, "Invalid user_id");
    expectError(await refresh({ user_id: "u", item_id: value }), 400, "Invalid item_id");
  });

  test.each([
    ["2026-02-30", "2026-03-01"],
    ["2026-01-01", "2026-13-01"],
    ["2026-1-1", "2026-02-01"],
    ["20260101", "20260201"],
    ["2026-01-01T00:00:00Z", "2026-02-01"],
    ["yesterday", "today"],
    ["infinity", "infinity"],
    ["1899-12-31", "2026-01-01"],
    ["2026-01-01", "10000-01-01"],
    [20260101, 20260201],
    [["2026-01-01"], ["2026-02-01"]],
    [" 2026-01-01", "2026-02-01"],
    ["２０２６-01-01", "2026-02-01"],
  ])("S-16: %j to %j are no dates", async (start_date, end_date) => {
    const text = "start_date and end_date must be YYYY-MM-DD";
    expectError(await refresh({ user_id: USER, item_id: itemId, start_date, end_date }), 400, text);
    expectError(await refreshAll({ start_date, end_date }), 400, text);
  });

  test("start after end", async () => {
    const dates = { start_date: "2026-02-02", end_date: "2026-02-01" };
    const text = "start_date must not be after end_date";
    expectError(await refresh({ user_id: USER, item_id: itemId, ...dates }), 400, text);
    expectError(await refreshAll(dates), 400, text);
    const oneDay = { start_date: "2026-02-01", end_date: "2026-02-01" };
    expect((await refresh({ user_id: USER, item_id: itemId, ...oneDay })).status).toBe(200);
  });

  test("bad input is reported before an unknown Item", async () => {
    const dates = { start_date: "x", end_date: "y" };
    expect((await refresh({ user_id: USER, item_id: "unknown", ...dates })).status).toBe(400);
  });

  test("S-06: an Item of another user answers like an unknown one, and Plaid is not asked", async () => {
    const before = mark();
    expectError(await refresh({ user_id: "stranger", item_id: itemId }), 404, "Investments account not found");
    expectError(await refresh({ user_id: USER, item_id: "unknown" }), 404, "Investments account not found");
    expectError(await refresh({ user_id: USER, item_id: itemId.toUpperCase() }), 404, "Investments account not found");
    expect(since(before)).toEqual([]);
  });

  test("a login that is needed: 500 with the reason, no portfolio row changed; a success clears it", async () => {
    const before = await portfolio();
    const answer = await whilePlaid(SEEN.holdings, refusal("ITEM_LOGIN_REQUIRED"), () =>
      refresh({ user_id: USER, item_id: itemId }),
    );
    expectError(answer, 500, "Failed to refresh investments");
    expect(plaidCode(answer)).toBe("ITEM_LOGIN_REQUIRED");
    expect(await portfolio()).toEqual(before);
    const state = () => app.query<{ state: string }>("select state from item where item_id = $1", [itemId]);
    expect(await state()).toEqual([{ state: "reauth_required" }]);
    expect((await refresh({ user_id: USER, item_id: itemId })).status).toBe(200);
    expect(await state()).toEqual([{ state: "ok" }]);
  });

  test("Plaid hangs up: 500 without a code, no portfolio row changed", async () => {
    const before = await portfolio();
    const answer = await whilePlaid(SEEN.transactions, HANG_UP, () => refresh({ user_id: USER, item_id: itemId }));
    expectError(answer, 500, "Failed to refresh investments");
    expect(plaidCode(answer)).toBeNull();
    expect(await portfolio()).toEqual(before);
  });

  test.each(["ITEM_NOT_FOUND", "USER_PERMISSION_REVOKED"])("gone at Plaid (%s): 500, then 404", async (code) => {
    const goner = await link("refresh-gone");
    const answer = await whilePlaid(SEEN.holdings, refusal(code), () =>
      refresh({ user_id: "refresh-gone", item_id: goner }),
    );
    expectError(answer, 500, "Failed to refresh investments");
    expect(plaidCode(answer)).toBe(code);
    expectError(await refresh({ user_id: "refresh-gone", item_id: goner }), 404, "Investments account not found");
  });
});

describe("refresh_all", () => {
  type Summary = { securities: number; holdings: number; investment_transactions: number; items: number };
  const summaryOf = (answer: Answer) => (answer.body as { summary: Summary }).summary;
  const active = async () =>
    (await app.query<{ n: number }>("select count(*)::int as n from item where state <> 'disconnected'"))[0]?.n;

  test("ok: one fetch and one count for each Item, and the range as given", async () => {
    const before = mark();
    const answer = await refreshAll({ start_date: "2026-01-01", end_date: "9999-12-31", unknown: 1 });
    expectAnswer(answer, 200, {
      status: "success",
      summary: expect.objectContaining({ items: await active() }),
      range: { start_date: "2026-01-01", end_date: "9999-12-31" },
    });
    expect(Object.keys(summaryOf(answer)).sort()).toEqual([
      "holdings",
      "investment_transactions",
      "items",
      "securities",
    ]);
    expect(exchangesOf(since(before), SEEN.holdings)).toHaveLength(summaryOf(answer).items);
  });

  test.each(EMPTY_BODIES)("a body that is %s is a normal run", async (_, body, sent) => {
    expect((await refreshAll(body, sent)).body).toMatchObject({ status: "success" });
  });

  test("a failed Item is counted, skipped, and told in the run", async () => {
    const dates = { start_date: "2026-01-01", end_date: "2026-06-30" };
    const all = summaryOf(await refreshAll(dates));
    const answer = await whilePlaid(SEEN.holdings, refusal("INSTITUTION_DOWN"), () => refreshAll(dates));
    expect(answer.status).toBe(200);
    expect(summaryOf(answer)).toEqual({ securities: 0, holdings: 0, investment_transactions: 0, items: all.items });
    const run = await readRun(answer.headers.get("x-refresh-run-id") ?? "");
    const { items } = run.body as { items: object[] };
    expect(items).toHaveLength(all.items);
    for (const item of items) {
      expect(item).toMatchObject({ status: "failed", upserts: null, plaid_error_code: "INSTITUTION_DOWN" });
    }
    expect(summaryOf(await refreshAll(dates))).toEqual(all);
  });

  test("T26: the run that cannot be stored is the top-level failure, told without its cause", async () => {
    await app.query("alter table refresh_run rename to refresh_run_away");
    const answer = await refreshAll().finally(() => app.query("alter table refresh_run_away rename to refresh_run"));
    expectError(answer, 500, "Failed to refresh all investments");
  });

  test("the run can be read back, and its sums are the answer's", async () => {
    const answer = await refreshAll();
    const runId = answer.headers.get("x-refresh-run-id") ?? "";
    const run = await readRun(runId);
    expect(run.status).toBe(200);
    expect(() => refreshRunContract.output.parse(run.body)).not.toThrow();
    const { range } = answer.body as { range: object };
    expect(run.body).toMatchObject({ run_id: runId, status: "done", range, summary: summaryOf(answer) });
  });

  test.each(["respond-async", "Respond-Async, wait=5", 'foo="a,b", respond-async; x=y'])(
    "Prefer: %s is accepted, queued, and told where to read",
    async (prefer) => {
      const before = mark();
      const answer = await refreshAll({ start_date: "2026-01-01", end_date: "2026-01-31" }, { headers: { prefer } });
      const { run_id } = answer.body as { run_id: string };
      expectAnswer(answer, 202, { status: "accepted", run_id: expect.any(String) });
      expect(answer.headers.get("location")).toBe(refreshRunContract.path.replace("{run_id}", run_id));
      expect(answer.headers.get("x-refresh-run-id")).toBe(run_id);
      expect(answer.headers.get("preference-applied")).toBe("respond-async");
      expect(since(before)).toEqual([]);
      const run = await readRun(run_id);
      expect(() => refreshRunContract.output.parse(run.body)).not.toThrow();
      expect(run.body).toMatchObject({
        status: "queued",
        range: { start_date: "2026-01-01", end_date: "2026-01-31" },
        summary: { securities: 0, holdings: 0, investment_transactions: 0, items: await active() },
      });
    },
  );

  test("only refresh_all defers: elsewhere the preference changes nothing", async () => {
    expect((await generate({ user_id: "u" }, { headers: { prefer: "respond-async" } })).status).toBe(200);
  });
});

describe("refresh_runs", () => {
  test.each(["unknown", "00000000-0000-4000-8000-000000000000", "' or 1=1 --", "𝕏"])("%s: not found", async (runId) => {
    expectError(await readRun(encodeURIComponent(runId)), 404, "Refresh run not found");
  });
  test("an id that is none", async () => {
    expectError(await readRun(TOO_LONG), 404, "Refresh run not found");
    expectError(await readRun("a%00b"), 404, "Refresh run not found");
  });
});

describe("rules common to all", () => {
  const ROUTES = [
    ["POST", generateLinkTokenContract.path, linkRoute],
    ["POST", exchangePublicTokenContract.path, exchangeRoute],
    ["POST", refreshContract.path, refreshRoute],
    ["POST", refreshAllContract.path, refreshAllRoute],
    ["GET", refreshRunContract.path, runRoute],
  ] as const;
  const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
  const REFUSED = ROUTES.flatMap(([allowed, path, route]) =>
    METHODS.filter((method) => method !== allowed).map((method) => [method, path, allowed, route[method]] as const),
  );

  test.each(REFUSED)("%s %s is not allowed", async (method, path, allowed, handler) => {
    const answer = await callRoute(handler, path, method === "GET" ? undefined : {}, { method });
    expectError(answer, 405, "Method Not Allowed");
    expect(answer.headers.get("allow")).toBe(allowed);
  });

  test.each([generate, exchange, refresh, refreshAll])(
    "S-13: a body of 64 KiB is read, one byte more is refused",
    async (call) => {
      const sized = (bytes: number) => `{"x":"${"a".repeat(bytes - 8)}"}`;
      expect((await call(sized(65_536))).status).not.toBe(413);
      expectError(await call(sized(65_537)), 413, "Payload Too Large");
    },
  );

  test("the request id is the one that the proxy made", async () => {
    const id = "0b5a1f7e-0000-4000-8000-3c1f0a9d2e11";
    const answer = await generate({}, { headers: { "x-request-id": id } });
    expect(answer.headers.get("x-request-id")).toBe(id);
  });
});
