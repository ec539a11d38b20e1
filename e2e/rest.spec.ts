// Every row of docs/rest-api.md, over HTTP, as a program sees it.
import { type RawAnswer, sendRaw } from "./fixtures/raw-http";
import type { Stack } from "./fixtures/stack";
import { expect, test } from "./fixtures/test";
import { LocalPlaid } from "./pages/local-plaid";

const USER = "rest-spec";
const COUNTS = {
  securities: expect.any(Number),
  holdings: expect.any(Number),
  investment_transactions: expect.any(Number),
};
const RANGE = { start_date: "2026-01-28", end_date: "2026-02-27" };

type Body = object | string | undefined;

function call(stack: Stack, operation: string, body: Body, headers: Record<string, string> = {}): Promise<RawAnswer> {
  return sendRaw(stack, {
    method: "POST",
    target: `/api/plaid/investments/${operation}`,
    headers: { "content-type": "application/json", ...headers },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

function expectAnswer(answer: RawAnswer, what: string, status: number, body: object): void {
  expect.soft(answer.status, what).toBe(status);
  expect.soft(JSON.parse(answer.body), what).toEqual(body);
  expect.soft(answer.headers.get("content-type"), what).toBe("application/json; charset=utf-8");
  expect.soft(answer.headers.get("cache-control"), what).toBe("no-store");
  expect.soft(answer.headers.get("x-request-id"), what).toMatch(/^[0-9a-f-]{36}$/);
}

test("what is refused: 400 with one text, absent fields first", async ({ stack }) => {
  const long = "x".repeat(129);
  const cases: [operation: string, body: Body, text: string][] = [
    ...(
      [
        undefined,
        "",
        "{",
        "[]",
        "null",
        '"user_id"',
        {},
        { user_id: " " },
        { user_id: null },
        { user_id: true },
      ] as const
    ).map((body): [string, Body, string] => ["generate_link_token", body, "Missing user_id"]),
    ["generate_link_token", { user_id: long }, "Invalid user_id"],
    ["generate_link_token", '{"user_id":"\\u0000"}', "Invalid user_id"],
    ["generate_link_token", '{"user_id":"\\ud800"}', "Invalid user_id"],
    ["exchange_public_token", {}, "Missing user_id or public_token"],
    ["exchange_public_token", { user_id: long }, "Missing user_id or public_token"],
    ["exchange_public_token", { user_id: "u", public_token: long }, "Invalid public_token"],
    ["refresh", { user_id: "u" }, "Missing user_id or item_id"],
    ["refresh", { item_id: "i" }, "Missing user_id or item_id"],
    ["refresh", { user_id: "u", item_id: long }, "Invalid item_id"],
    ...(["refresh", "refresh_all"] as const).flatMap((operation): [string, Body, string][] => {
      const given = { user_id: "u", item_id: "i" };
      const wrong = "start_date and end_date must be YYYY-MM-DD";
      return [
        [operation, { ...given, start_date: "2026-02-30", end_date: "2026-03-01" }, wrong],
        [operation, { ...given, start_date: "2026-01-01", end_date: "tomorrow" }, wrong],
        [operation, { ...given, start_date: "2026-01-01", end_date: "10000-01-01" }, wrong],
        [
          operation,
          { ...given, start_date: "2026-03-02", end_date: "2026-03-01" },
          "start_date must not be after end_date",
        ],
      ];
    }),
  ];
  for (const [operation, body, text] of cases)
    expectAnswer(await call(stack, operation, body), `${operation} ${JSON.stringify(body)}`, 400, { error: text });
});

test("what succeeds: link token, exchange, refresh, refresh_all, its run", async ({ stack }) => {
  const plaid = new LocalPlaid(stack);
  const linked = await call(stack, "generate_link_token", { user_id: USER, ignored: true });
  const link_token = expect.stringMatching(/^link-sandbox-/);
  expectAnswer(linked, "link token", 200, { status: "success", link_token });

  const { public_token } = await plaid.createPublicToken();
  const exchanged = await call(stack, "exchange_public_token", { user_id: USER, public_token });
  expectAnswer(exchanged, "exchange", 200, { status: "success", item_id: expect.any(String) });
  const { item_id } = JSON.parse(exchanged.body);
  const again = await call(stack, "exchange_public_token", { user_id: USER, public_token });
  expectAnswer(again, "a token used twice", 500, { error: "Failed to exchange public token" });
  expect(again.headers.get("x-plaid-error-code")).toBe("INVALID_PUBLIC_TOKEN");

  const refreshed = await call(stack, "refresh", { user_id: USER, item_id, ...RANGE });
  expectAnswer(refreshed, "refresh", 200, { status: "success", upserts: COUNTS });
  const repeated = await call(stack, "refresh", { user_id: USER, item_id, ...RANGE });
  expect(repeated.body).toBe(refreshed.body);
  for (const body of [
    { user_id: "somebody-else", item_id },
    { user_id: USER, item_id: "unknown" },
  ]) {
    const unknown = await call(stack, "refresh", body);
    expectAnswer(unknown, JSON.stringify(body), 404, { error: "Investments account not found" });
  }

  const all = await call(stack, "refresh_all", RANGE);
  const summary = { ...COUNTS, items: expect.any(Number) };
  expectAnswer(all, "refresh_all", 200, { status: "success", summary, range: RANGE });
  const target = `/api/plaid/investments/refresh_runs/${all.headers.get("x-refresh-run-id")}`;
  const run = await sendRaw(stack, { target });
  const items = expect.arrayContaining([
    { item_id, status: "success", upserts: COUNTS, error: null, plaid_error_code: null },
  ]);
  const run_id = all.headers.get("x-refresh-run-id");
  expectAnswer(run, "run", 200, { run_id, status: "done", range: RANGE, summary, items });
  const none = await sendRaw(stack, { target: "/api/plaid/investments/refresh_runs/none" });
  expectAnswer(none, "unknown run", 404, { error: "Refresh run not found" });

  for (const body of [undefined, "", "{", {}, { start_date: "2026-01-01" }, { start_date: null, end_date: "" }]) {
    const usual = await call(stack, "refresh_all", body);
    const { range } = JSON.parse(usual.body);
    expectAnswer(usual, `refresh_all ${JSON.stringify(body)}`, 200, { status: "success", summary, range });
    expect(Date.parse(range.end_date) - Date.parse(range.start_date)).toBe(30 * 86_400_000);
  }
  const deferred = await call(stack, "refresh_all", RANGE, { prefer: "respond-async" });
  expectAnswer(deferred, "at once", 202, { status: "accepted", run_id: expect.any(String) });
  expect(deferred.headers.get("preference-applied")).toBe("respond-async");
  expect(deferred.headers.get("location")).toBe(
    `/api/plaid/investments/refresh_runs/${JSON.parse(deferred.body).run_id}`,
  );
});

test("what fails at Plaid: 500 with the operation's own text, and Plaid's code", async ({ stack }) => {
  const plaid = new LocalPlaid(stack);
  const { public_token } = await plaid.createPublicToken();
  const linked = await call(stack, "exchange_public_token", { user_id: USER, public_token });
  const { item_id } = JSON.parse(linked.body);
  const code = "INSTITUTION_NOT_AVAILABLE";
  const cases: [operation: string, path: string, body: object, text: string][] = [
    ["generate_link_token", "/link/token/create", { user_id: USER }, "Failed to generate link token"],
    [
      "exchange_public_token",
      "/item/public_token/exchange",
      { user_id: USER, ...(await plaid.createPublicToken()) },
      "Failed to exchange public token",
    ],
    [
      "exchange_public_token",
      "/accounts/get",
      { user_id: USER, ...(await plaid.createPublicToken()) },
      "Failed to sync accounts",
    ],
    ["refresh", "/investments/holdings/get", { user_id: USER, item_id }, "Failed to refresh investments"],
  ];
  for (const [operation, path, body, error] of cases) {
    await plaid.addFault({ path, times: "always", kind: "error", code });
    const answer = await call(stack, operation, body);
    await plaid.clearFaults();
    expectAnswer(answer, `${operation}, ${path}`, 500, { error });
    expect.soft(answer.headers.get("x-plaid-error-code"), path).toBe(code);
  }
  await plaid.addFault({ path: "/investments/holdings/get", itemId: item_id, times: "always", kind: "error", code });
  const all = await call(stack, "refresh_all", RANGE);
  await plaid.clearFaults();
  expect(all.status).toBe(200);
  const run = await sendRaw(stack, {
    target: `/api/plaid/investments/refresh_runs/${all.headers.get("x-refresh-run-id")}`,
  });
  expect(JSON.parse(run.body).items).toContainEqual({
    ...{ item_id, status: "failed", upserts: null, plaid_error_code: code },
    error: "The brokerage is not available; try again later",
  });
});
