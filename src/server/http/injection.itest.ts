// S-16: texts that mean something to a database, a shell or a template, in every field that is a text to us.
import { beforeAll, describe, expect, test } from "vitest";
import { POST as exchangePublicToken } from "@/app/api/plaid/investments/exchange_public_token/route";
import { POST as refresh } from "@/app/api/plaid/investments/refresh/route";
import { POST as refreshAll } from "@/app/api/plaid/investments/refresh_all/route";
import { GET as refreshRun } from "@/app/api/plaid/investments/refresh_runs/[run_id]/route";
import { POST as webhook } from "@/app/api/plaid/webhook/route";
import { POST as mutate, GET as query } from "@/app/api/trpc/[trpc]/route";
import { startTestApp } from "@/testing/app";
import { callRoute } from "@/testing/call-route";
import { ownRequest } from "@/testing/own-request";
import { startWebhookSigner } from "@/testing/webhook-signer";

const app = await startTestApp();
const signer = startWebhookSigner(app.plaid);
const REST = "/api/plaid/investments";

const CORPUS = [
  ...["'", '"', "''", "';", "\\", "\\'", "%", "_", "%%' --", "$1", "$$;$$", "?", ":a", "{}", "{1,2}", "[]"],
  ...["' OR '1'='1", "' OR 1=1 --", "1; DROP TABLE item", "'; DROP TABLE item; --", "') ; DELETE FROM app_user; --"],
  ...["' UNION SELECT id FROM app_user --", "'||(SELECT pg_sleep(9))||'", "1/**/OR/**/1=1", "E'\\x27'", "U&'\\0027'"],
  ...[`\${7*7}`, "{{7*7}}", "`id`", "$(id)", "__proto__", "constructor", "toString", "<script>alert(1)</script>"],
  ...["../../etc/passwd", "..%2f..%2f", "NULL", "null", "NaN", "-1", "0", "1e400", "ʼ OR 1=1", "＇ OR 1=1"],
];

let itemId = "";
beforeAll(async () => {
  const public_token = app.sandbox.createPublicToken({});
  const linked = await callRoute(exchangePublicToken, `${REST}/exchange_public_token`, {
    user_id: "demo",
    public_token,
  });
  itemId = String(Reflect.get(Object(linked.body), "item_id"));
  expect((await callRoute(refresh, `${REST}/refresh`, { user_id: "demo", item_id: itemId })).status).toBe(200);
});

const rows = () => app.query("SELECT (SELECT count(*) FROM item) AS items, (SELECT count(*) FROM holding) AS holdings");
const trpcUrl = (procedure: string, input?: object) =>
  `http://localhost:3000/api/trpc/${procedure}${input ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ""}`;
const post = (procedure: string, input: object) =>
  mutate(
    ownRequest(trpcUrl(procedure), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
    }),
  );

describe("S-16: is a text and nothing more", () => {
  test("an Item's id, over REST, tRPC and in a webhook", async () => {
    const before = await rows();
    for (const text of CORPUS) {
      const asked = await callRoute(refresh, `${REST}/refresh`, { user_id: "demo", item_id: text });
      expect.soft({ status: asked.status, body: asked.body }, text).toEqual({
        status: 404,
        body: { error: "Investments account not found" },
      });
      for (const procedure of [
        "items.disconnect",
        "link.generateUpdateLinkToken",
        "refreshes.refreshItem",
        "refreshes.start",
      ])
        expect.soft((await post(procedure, { itemId: text })).status, `${procedure} ${text}`).toBe(404);
      const body = JSON.stringify({ webhook_type: text, webhook_code: text, item_id: text });
      const signed = { "content-type": "application/json", "plaid-verification": await signer.sign(body) };
      const told = await webhook(
        ownRequest("http://localhost:3000/api/plaid/webhook", { method: "POST", headers: signed, body }),
      );
      expect.soft(told.status, text).toBe(200);
    }
    expect(await rows()).toEqual(before);
    const kept = await app.query<{ item_id: string }>("SELECT item_id FROM webhook_event");
    expect(kept.map((row) => row.item_id).sort()).toEqual([...CORPUS].sort());
  });

  test("a run's id, in the path and over tRPC", async () => {
    for (const text of CORPUS) {
      const url = `http://localhost:3000${REST}/refresh_runs/${encodeURIComponent(text)}`;
      expect.soft((await refreshRun(ownRequest(url))).status, text).toBe(404);
      expect.soft((await query(ownRequest(trpcUrl("refreshes.getRun", { runId: text })))).status, text).toBe(404);
      const before = await query(ownRequest(trpcUrl("refreshes.listRuns", { before: text })));
      expect.soft(before.status, text).toBeLessThan(500);
    }
  });

  test("a user's id, which is stored as it came and finds its own Items alone", async () => {
    for (const user_id of CORPUS.filter((text) => text.trim() !== "")) {
      const none = await callRoute(refresh, `${REST}/refresh`, { user_id, item_id: itemId });
      expect.soft(none.status, user_id).toBe(404);
      const public_token = app.sandbox.createPublicToken({});
      const linked = await callRoute(exchangePublicToken, `${REST}/exchange_public_token`, { user_id, public_token });
      expect.soft(linked.status, user_id).toBe(200);
    }
    const users = await app.query<{ id: string }>("SELECT id FROM app_user WHERE id <> 'demo'");
    expect(users.map(({ id }) => id).sort()).toEqual([...CORPUS].sort());
  });

  test("a public token", async () => {
    const before = await rows();
    for (const public_token of CORPUS) {
      const body = { user_id: "demo", public_token };
      const { status } = await callRoute(exchangePublicToken, `${REST}/exchange_public_token`, body);
      expect.soft(status, public_token).toBe(500);
    }
    expect(await rows()).toEqual(before);
  });
});

describe.each([
  ["NUL", "\0"],
  ["half of a surrogate pair", "\ud800"],
])("S-14: a text with %s", (_, mark) => {
  const login = { institutionId: null, accounts: [{ name: "a", mask: "1" }] };
  const QUERIES: [string, object, string][] = [
    ...["type", "institution", "currency", "search", "accountId", "scope"].map((name): [string, object, string] => [
      "portfolio.holdings",
      { [name]: `a${mark}` },
      name,
    ]),
    ...["search", "securityId", "minAmount", "scope"].map((name): [string, object, string] => [
      "portfolio.activity",
      { [name]: `a${mark}` },
      name,
    ]),
    ["portfolio.security", { securityId: mark }, "securityId"],
    ["items.stored", { itemId: mark }, "itemId"],
    ["refreshes.listChanges", { runId: mark }, "runId"],
    ["audit.list", { cursor: mark }, "cursor"],
  ];
  const MUTATIONS: [string, object, string][] = [
    ["apiKeys.create", { name: `a${mark}`, scopes: ["read"], expiresInDays: 1 }, "name"],
    ["apiKeys.revoke", { keyId: mark }, "keyId"],
    ["link.completeUpdate", { linkToken: mark }, "linkToken"],
    ["link.findDuplicate", { ...login, institutionId: mark }, "institutionId"],
    ["link.findDuplicate", { ...login, accounts: [{ name: mark, mask: null }] }, "accounts"],
  ];

  test.each(QUERIES)("%s %j is refused by its name", async (procedure, input, name) => {
    const answer = await query(ownRequest(trpcUrl(procedure, input)));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { message: `Invalid ${name}` } });
  });

  test.each(MUTATIONS)("%s %j is refused by its name", async (procedure, input, name) => {
    const answer = await post(procedure, input);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { message: `Invalid ${name}` } });
  });

  test("in a cursor is the beginning, in the name of a file no name", async () => {
    const cursorOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const holdings = [
      [["0", "0", mark, mark, mark, mark], [[mark, null]]],
      [[mark], [["USD", null]]],
    ];
    const cursors = [mark, ...holdings.map(cursorOf), Buffer.from(`holding 0 1 ${mark}`).toString("base64url")];
    for (const cursor of cursors) {
      for (const list of ["portfolio.holdings", "portfolio.activity"])
        expect.soft((await query(ownRequest(trpcUrl(list, { cursor })))).status, list).toBe(200);
      const changes = await query(ownRequest(trpcUrl("refreshes.listChanges", { runId: "none", cursor })));
      expect.soft(changes.status).toBe(404);
    }
    expect((await post("audit.recordExport", { name: mark })).status).toBe(200);
  });
});

test("S-16: what is no calendar date is no date, over REST and tRPC", async () => {
  const odd = [
    "infinity",
    "-infinity",
    "10000-01-01",
    "2026-02-30",
    "1899-12-31",
    "0000-00-00",
    "today",
    "now",
    "epoch",
  ];
  const malformed = ["2026-1-1", "20260101", "2026-01-01T00:00:00Z", " 2026-01-01", "2026-01-01 BC", "２０２６-01-01"];
  for (const date of [...odd, ...malformed, ...CORPUS]) {
    const window = { start_date: date, end_date: "2026-02-01" };
    const asked = await callRoute(refreshAll, `${REST}/refresh_all`, window);
    expect.soft({ status: asked.status, body: asked.body }, date).toEqual({
      status: 400,
      body: { error: "start_date and end_date must be YYYY-MM-DD" },
    });
    expect.soft((await query(ownRequest(trpcUrl("portfolio.holdings", { asOf: date })))).status, date).toBe(400);
  }
});
