// S-21, S-33: keys of the REST API in live mode, where nobody is let in without one.
import { beforeAll, describe, expect, test, vi } from "vitest";
import * as exchangeRoute from "@/app/api/plaid/investments/exchange_public_token/route";
import * as linkRoute from "@/app/api/plaid/investments/generate_link_token/route";
import * as refreshRoute from "@/app/api/plaid/investments/refresh/route";
import * as refreshAllRoute from "@/app/api/plaid/investments/refresh_all/route";
import * as runRoute from "@/app/api/plaid/investments/refresh_runs/[run_id]/route";
import { API_KEY_SCOPES, type ApiKeyScope } from "@/domain/api-keys";
import { createMacRing } from "@/server/platform/mac-ring";
import { createApiKey } from "@/server/services/api-keys/create-api-key";
import { revokeApiKey } from "@/server/services/api-keys/revoke-api-key";
import { verifyApiKey } from "@/server/services/api-keys/verify-api-key";
import { createContext } from "@/server/services/runtime";
import { createTestApiKey } from "@/testing/api-key";
import { startTestApp } from "@/testing/app";
import { type Answer, callRoute } from "@/testing/call-route";
import { ownRequest } from "@/testing/own-request";
import { statementsOf } from "@/testing/statements";
import type { RouteHandler } from "./boundary";
import { ROUTE_ACCESS } from "./routes.classification";

const app = await startTestApp({ mode: "live" });
const operator = await createContext({ actor: { kind: "operator" }, requestId: "test" });

type Headers = Record<string, string>;
const BASE = "/api/plaid/investments";
const NOWHERE = "00000000-0000-4000-8000-000000000000";
const post = (handler: RouteHandler, operation: string, body: object, headers: Headers) =>
  callRoute(handler, `${BASE}/${operation}`, body, { headers });
const generate = (userId: string, headers: Headers) =>
  post(linkRoute.POST, "generate_link_token", { user_id: userId }, headers);
const exchange = (userId: string, publicToken: string, headers: Headers) =>
  post(exchangeRoute.POST, "exchange_public_token", { user_id: userId, public_token: publicToken }, headers);
const refresh = (userId: string, itemId: string, headers: Headers) =>
  post(refreshRoute.POST, "refresh", { user_id: userId, item_id: itemId }, headers);
const refreshAll = (headers: Headers) => post(refreshAllRoute.POST, "refresh_all", {}, headers);
const readRun = (runId: string, headers: Headers) =>
  callRoute(runRoute.GET, `${BASE}/refresh_runs/${runId}`, undefined, { method: "GET", headers });

/** The cheapest question that a key of any scope but `read` is refused for: 404 when it is answered. */
const ask = (headers: Headers) => readRun(NOWHERE, headers);
const told = ({ status, body }: Answer) => ({ status, body });
const UNAUTHORIZED = { status: 401, body: { error: "Unauthorized" } };
const FORBIDDEN = { status: 403, body: { error: "Forbidden" } };
const NO_ITEM = { status: 404, body: { error: "Investments account not found" } };
const NO_RUN = { status: 404, body: { error: "Refresh run not found" } };
const TOO_MANY = { status: 429, body: { error: "Too many requests" } };

const EVERY_TABLE = ["app_user", "item", "account", "holding", "investment_transaction", "refresh_run", "item_refresh"];
const digest = (tables: readonly string[]) =>
  Promise.all(
    tables.map((table) => app.query(`select md5(string_agg(t::text, ',' order by t::text)) from ${table} t`)),
  );
const stored = (keyId: string) =>
  app.query<{ last_used_at: Date | null; mac_key_id: string; xmin: string }>(
    "select last_used_at, mac_key_id, xmin::text from api_key where id = $1",
    [keyId],
  );
const audited = (subject: string) =>
  app.query("select action, actor, actor_id, user_id, detail from audit_event where subject = $1 order by id", [
    subject,
  ]);

/** Every address once only, so that no test meets another's limit. */
let addresses = 0;
const fromAnywhere = () => ({ "x-client-address": `198.51.100.${++addresses}` });

const [valid, expired, revoked] = [await createTestApiKey(), await createTestApiKey(), await createTestApiKey()];
const owner = await createTestApiKey({ userId: "victim" });
const stranger = await createTestApiKey({ userId: "stranger" });
const service = await createTestApiKey();

describe("S-21: a key that is not good", () => {
  const otherLast = (key: string) => key.replace(/.$/, (last) => (last === "A" ? "E" : "A"));
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

  beforeAll(async () => {
    await app.query("update api_key set expires_at = now() where id = $1", [expired.keyId]);
    await revokeApiKey(operator, { keyId: revoked.keyId, signIn: null });
  });

  test.each<[string, Headers]>([
    ["none at all", {}],
    ["a wrong secret", bearer(otherLast(valid.apiKey))],
    ["an id that was never issued", bearer(valid.apiKey.replace(valid.keyId, "0".repeat(16)))],
    ["another environment's", bearer(valid.apiKey.replace("pi_custom_", "pi_production_"))],
    ["malformed", bearer("pi_custom_x")],
    ["another scheme", { authorization: `Basic ${valid.apiKey}` }],
    ["expired", expired.headers],
    ["revoked", revoked.headers],
    ["two that differ", { ...valid.headers, "x-api-key": revoked.apiKey }],
    ["two of one header that differ", { authorization: `${valid.headers.authorization}, Bearer ${revoked.apiKey}` }],
    ["two of the other that differ", { "x-api-key": `${valid.apiKey}, ${revoked.apiKey}` }],
    ["the same header twice", { authorization: `${valid.headers.authorization}, ${valid.headers.authorization}` }],
  ])("%s: the same 401, nothing read, nothing written, Plaid not asked", async (_, headers) => {
    const before = await digest([...EVERY_TABLE, "api_key", "audit_event"]);
    const request = ownRequest(`http://localhost:3000${BASE}/refresh`, {
      method: "POST",
      headers: { "content-type": "application/json", ...fromAnywhere(), ...headers },
      body: '{"user_id":"u","item_id":"i"}',
    });
    const answer = await refreshRoute.POST(request);
    expect({ status: answer.status, body: await answer.json() }).toEqual(UNAUTHORIZED);
    expect([...answer.headers.keys()].sort()).toEqual([
      "cache-control",
      "content-security-policy",
      "content-type",
      "cross-origin-opener-policy",
      "cross-origin-resource-policy",
      "permissions-policy",
      "referrer-policy",
      "strict-transport-security",
      "www-authenticate",
      "x-content-type-options",
      "x-request-id",
    ]);
    expect(request.bodyUsed).toBe(false);
    expect(await digest([...EVERY_TABLE, "api_key", "audit_event"])).toEqual(before);
    expect(app.plaid.exchanges).toEqual([]);
  });

  test("a key that is revoked is refused from the next request on", async () => {
    const key = await createTestApiKey();
    expect(told(await ask(key.headers))).toEqual(NO_RUN);
    await revokeApiKey(operator, { keyId: key.keyId, signIn: null });
    expect(told(await ask({ ...key.headers, ...fromAnywhere() }))).toEqual(UNAUTHORIZED);
  });
});

describe("S-21: a key that is good", () => {
  test("comes by either header, or by both when they agree", async () => {
    const { apiKey, headers } = await createTestApiKey();
    for (const given of [headers, { "x-api-key": apiKey }, { ...headers, "x-api-key": apiKey }])
      expect(told(await ask(given))).toEqual(NO_RUN);
  });

  test("is stored nowhere, and neither is anything that it could be made from", async () => {
    const { apiKey } = await createTestApiKey();
    const secret = apiKey.slice(-43);
    const rows = await app.query<{ row: string }>(
      "select t::text as row from api_key t union all select t::text from audit_event t",
    );
    expect(rows.length).toBeGreaterThan(0);
    const forms = [secret, Buffer.from(apiKey).toString("hex"), Buffer.from(secret, "base64url").toString("hex")];
    for (const { row } of rows) for (const form of forms) expect(row).not.toContain(form);
  });

  test("costs one statement of the database, whatever is found", async () => {
    const { headers, apiKey } = await createTestApiKey();
    await ask(headers);
    await vi.waitFor(async () => expect((await stored(apiKey.slice(10, 26)))[0]?.last_used_at).not.toBeNull());
    for (const given of [headers, { ...headers, authorization: `${headers.authorization.slice(0, -3)}AAA` }]) {
      const statements = await statementsOf(() => ask({ ...given, ...fromAnywhere() }));
      expect(statements.filter((text) => text.includes("api_key"))).toEqual([expect.stringMatching(/^SELECT/)]);
    }
  });

  test("last used is noted once a minute at most", async () => {
    const { keyId, headers } = await createTestApiKey();
    const isNoted = async () => {
      const [row] = await stored(keyId);
      expect(Date.now() - (row?.last_used_at?.getTime() ?? 0)).toBeLessThan(30_000);
      return row;
    };
    await Promise.all(Array.from({ length: 10 }, () => ask(headers)));
    const first = await vi.waitFor(isNoted);
    await ask(headers);
    expect((await stored(keyId))[0]).toEqual(first);
    await app.query("update api_key set last_used_at = now() - interval '61 seconds' where id = $1", [keyId]);
    await ask(headers);
    await vi.waitFor(isNoted);
  });

  test("outlives a change of the secret, and is kept under the new one after its next use", async () => {
    const [former, current] = [Buffer.alloc(32, 8), Buffer.alloc(32, 9)];
    const ringOf = (...secrets: Buffer[]) => createMacRing({ secrets: () => secrets, use: "api-key" });
    const wanted = { userId: null, name: "rotated", scopes: API_KEY_SCOPES, expiresInDays: null, signIn: null };
    const { apiKey, key } = await createApiKey({ ...operator, apiKeyMacs: ringOf(former) }, wanted);
    const check = (...secrets: Buffer[]) => verifyApiKey({ ...operator, apiKeyMacs: ringOf(...secrets) }, apiKey);

    expect(await check(current)).toBeNull();
    expect(await check(current, former)).toMatchObject({ keyId: key.keyId });
    const { currentKeyId } = ringOf(current);
    await vi.waitFor(async () => expect((await stored(key.keyId))[0]?.mac_key_id).toBe(currentKeyId));
    expect(await check(current)).toMatchObject({ keyId: key.keyId });
  });
});

describe("S-21: scopes", () => {
  const OPERATIONS: [string, ApiKeyScope, (headers: Headers) => Promise<Answer>, number][] = [
    ["generate_link_token", "link", (headers) => generate("scoped", headers), 200],
    ["exchange_public_token", "link", (headers) => exchange("scoped", "none", headers), 500],
    ["refresh", "refresh", (headers) => refresh("scoped", "none", headers), 404],
    ["refresh_all", "refresh_all", refreshAll, 200],
    ["refresh_runs/{run_id}", "read", ask, 404],
  ];

  test.each(OPERATIONS)("%s needs %s", async (name, scope, call, status) => {
    const only = await createTestApiKey({ scopes: [scope] });
    expect((await call(only.headers)).status).toBe(status);

    const others = await createTestApiKey({ scopes: API_KEY_SCOPES.filter((other) => other !== scope) });
    const [before, asked] = [await digest(EVERY_TABLE), app.plaid.exchanges.length];
    for (let times = 0; times < 3; times++) expect(told(await call(others.headers))).toEqual(FORBIDDEN);
    expect(await digest(EVERY_TABLE)).toEqual(before);
    expect(app.plaid.exchanges).toHaveLength(asked);
    const denials = (await audited(others.keyId)).filter((row) => Reflect.get(row, "action") === "access_denied");
    expect(denials).toEqual([
      {
        ...{ action: "access_denied", actor: "service_key", actor_id: others.keyId, user_id: null },
        detail: { operation: `${BASE}/${name}` },
      },
    ]);
  });
});

describe("S-06: personal keys", () => {
  type Ids = { readonly userId: string; readonly itemId: string; readonly runId: string };
  const UNKNOWN: Ids = { userId: "nobody-at-all", itemId: NOWHERE, runId: NOWHERE };
  const ids: Record<string, Ids> = {};
  const idsOf = (userId: string) => ids[userId] ?? UNKNOWN;
  const newToken = () => app.sandbox.createPublicToken({});

  beforeAll(async () => {
    for (const [userId, { headers }] of Object.entries({ victim: owner, stranger })) {
      // By a service key: it vouches for its users, and needs nothing that they did before.
      const linked = await exchange(userId, newToken(), service.headers);
      expect(linked.status).toBe(200);
      const run = await refreshAll(headers);
      expect(run.body).toMatchObject({ summary: { items: 1 } });
      const { item_id: itemId } = linked.body as { item_id: string };
      ids[userId] = { userId, itemId, runId: run.headers.get("x-refresh-run-id") ?? "" };
    }
  });

  const ROWS = [
    "select * from item where item_id = $1 and user_id = $2",
    "select * from account where item_id = $1 and $2 <> ''",
    "select * from holding where item_id = $1 and $2 <> ''",
    "select * from investment_transaction where item_id = $1 and $2 <> ''",
    "select * from item_refresh where item_id = $1 and $2 <> ''",
    "select * from refresh_run where user_id = $2 and $1 <> ''",
  ];
  const rowsOf = (userId: string) => Promise.all(ROWS.map((text) => app.query(text, [idsOf(userId).itemId, userId])));

  /** What each operation is asked with the ids of `whose`, and how it is refused; `refresh_all` takes none. */
  type Question = {
    readonly call: (whose: Ids, caller: Ids, headers: Headers) => Promise<Answer>;
    readonly answer: object;
  };
  const FOREIGN: Record<string, readonly Question[]> = {
    generate_link_token: [{ call: ({ userId }, _, headers) => generate(userId, headers), answer: FORBIDDEN }],
    exchange_public_token: [
      { call: ({ userId }, _, headers) => exchange(userId, newToken(), headers), answer: FORBIDDEN },
    ],
    refresh: [
      { call: ({ userId, itemId }, _, headers) => refresh(userId, itemId, headers), answer: NO_ITEM },
      { call: ({ itemId }, { userId }, headers) => refresh(userId, itemId, headers), answer: NO_ITEM },
    ],
    refresh_all: [],
    "refresh_runs/[run_id]": [{ call: ({ runId }, _, headers) => readRun(runId, headers), answer: NO_RUN }],
  };

  test("every operation of REST is asked", () => {
    const routes = Object.keys(ROUTE_ACCESS).filter((route) =>
      Object.values(ROUTE_ACCESS[route] ?? {}).includes("rest"),
    );
    expect(
      Object.keys(FOREIGN)
        .map((operation) => `${BASE}/${operation}`)
        .sort(),
    ).toEqual(routes.sort());
  });

  const MATRIX = Object.entries(FOREIGN).flatMap(([operation, questions]) =>
    questions.flatMap((question) => [
      { operation, question, caller: "stranger", other: "victim" },
      { operation, question, caller: "victim", other: "stranger" },
    ]),
  );
  test.each(MATRIX)(
    "$operation by $caller: an id of $other answers like a random one, and changes nothing",
    async (row) => {
      const { question, caller, other } = row;
      const { headers } = caller === "victim" ? owner : stranger;
      const [before, asked] = [await rowsOf(other), app.plaid.exchanges.length];
      expect(before.every((rows) => rows.length > 0)).toBe(true);
      expect(told(await question.call(idsOf(other), idsOf(caller), headers))).toEqual(question.answer);
      expect(told(await question.call(UNKNOWN, idsOf(caller), headers))).toEqual(question.answer);
      expect(await rowsOf(other)).toEqual(before);
      expect(app.plaid.exchanges).toHaveLength(asked);
    },
  );

  test("the owner's own key does all of it, and so does a service key", async () => {
    for (const { headers } of [owner, service]) {
      expect((await generate("victim", headers)).status).toBe(200);
      expect((await refresh("victim", idsOf("victim").itemId, headers)).status).toBe(200);
      expect((await readRun(idsOf("victim").runId, headers)).status).toBe(200);
    }
  });

  test("refresh_all acts for the key's own Items only; a service key's for all", async () => {
    const before = await rowsOf("victim");
    expect((await refreshAll(stranger.headers)).body).toMatchObject({ summary: { items: 1 } });
    expect(await rowsOf("victim")).toEqual(before);
    const all = await refreshAll(service.headers);
    expect(all.body).toMatchObject({ summary: { items: 2 } });
    expect(told(await readRun(all.headers.get("x-refresh-run-id") ?? "", owner.headers))).toEqual(NO_RUN);
  });

  test("S-30: what was tried is on record once for each operation, an id that is nobody's like any other", async () => {
    const denials = (await audited(stranger.keyId)).filter((row) => Reflect.get(row, "action") === "access_denied");
    const operations = ["generate_link_token", "exchange_public_token", "refresh"];
    expect(denials).toEqual(
      operations.map((operation) => ({
        ...{ action: "access_denied", actor: "personal_key", actor_id: stranger.keyId, user_id: "stranger" },
        detail: { operation: `${BASE}/${operation}` },
      })),
    );
  });

  test("S-30: that a key was made and revoked is on record, with whose it was", async () => {
    const { keyId } = await createTestApiKey({ userId: "victim", name: "short-lived", scopes: ["read"] });
    await revokeApiKey(operator, { keyId, signIn: null });
    const by = { actor: "operator", actor_id: null, user_id: "victim" };
    expect(await audited(keyId)).toEqual([
      { action: "key_created", ...by, detail: { name: "short-lived", scopes: "read", expires: expect.any(String) } },
      { action: "key_revoked", ...by, detail: { name: "short-lived" } },
    ]);
  });
});

describe("S-33: limits", () => {
  const limitHeaders = ({ headers }: Answer) =>
    ["ratelimit-limit", "ratelimit-remaining"].map((name) => Number(headers.get(name)));

  test("a key has 600 requests a minute, told with every answer; another key has its own", async () => {
    const [key, other] = [await createTestApiKey(), await createTestApiKey()];
    const failing = await post(refreshRoute.POST, "refresh", {}, key.headers);
    expect(failing.status).toBe(400);
    expect(limitHeaders(failing)).toEqual([600, 599]);
    for (let n = 0; n < 598; n++) await ask(key.headers);
    const last = await ask(key.headers);
    expect(last.status).toBe(404);
    expect(limitHeaders(last)).toEqual([600, 0]);
    const refused = await ask(key.headers);
    expect(told(refused)).toEqual(TOO_MANY);
    expect(limitHeaders(refused)).toEqual([600, 0]);
    const wait = Number(refused.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(refused.headers.get("ratelimit-reset")).toBe(String(wait));
    expect((await ask(other.headers)).status).toBe(404);
  });

  test("an address is told 60 times a minute that it needs a key, whatever it says of itself; keys work from there", async () => {
    const from = { "x-client-address": "203.0.113.7" };
    const key = await createTestApiKey();
    for (let n = 0; n < 60; n++) expect((await ask({ ...from, "x-forwarded-for": `192.0.2.${n}` })).status).toBe(401);
    const refused = await ask({ ...from, "x-forwarded-for": "192.0.2.99", authorization: "Bearer x" });
    expect(told(refused)).toEqual(TOO_MANY);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await ask({ "x-client-address": "203.0.113.8" })).status).toBe(401);
    expect((await ask({ ...from, ...key.headers })).status).toBe(404);
  });
});
