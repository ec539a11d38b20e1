import { beforeAll, describe, expect, test } from "vitest";
import type { CalendarDate } from "@/domain/calendar-date";
import type { AppError } from "@/domain/errors";
import { listConnections } from "@/server/services/items/list-connections";
import { exchangePublicToken } from "@/server/services/link/exchange-public-token";
import type { FaultEffect } from "@/testing/app";
import { startEngine } from "@/testing/engine";
import { num, type WirePicture, wireAccount, wireHolding, wireSecurity, wireTransaction } from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";
import { digestOfRows } from "@/testing/stored-rows";

const engine = await startEngine();
const JANUARY = { startDate: "2026-01-01" as CalendarDate, endDate: "2026-01-31" as CalendarDate };
const HOLDINGS = "/investments/holdings/get";
const TRANSACTIONS = "/investments/transactions/get";
const ACCOUNTS = "/accounts/get";
const INTERACTIVE_MS = 25_000;

/** 1,600 transactions are read in five calls: the first page, three more, and the first again. */
const pictureWorth = (value: number): Partial<WirePicture> => ({
  accounts: [wireAccount("a", { current: num(4 * value) }), wireAccount("b", { current: num(value) })],
  securities: ["s", "t", "u"].map((id) => wireSecurity(id)),
  holdings: [
    ...["s", "t", "u"].map((id) => wireHolding("a", id, { institution_value: num(value) })),
    wireHolding("b", "s", { institution_value: num(value) }),
  ],
  investment_transactions: Array.from({ length: 1_600 }, (_, place) =>
    wireTransaction(`t${place}`, place % 3 === 0 ? "b" : "a", `2026-01-${String(1 + (place % 31)).padStart(2, "0")}`, {
      amount: num(value),
      security_id: place % 5 === 0 ? "s" : null,
    }),
  ),
});

/** Each place where a refresh calls Plaid has an Item of its own, which meets one fault after the other. */
const POSITIONS = [
  { name: "holdings", path: HOLDINGS, nth: 1, isAlone: true },
  { name: "the first page", path: TRANSACTIONS, nth: 1, isAlone: true },
  // The page after it is under way at the same time, and struck as well.
  { name: "a page in the middle", path: TRANSACTIONS, nth: 3, isAlone: false },
  { name: "the first page, read again", path: TRANSACTIONS, nth: 5, isAlone: true },
];
type Lane = (typeof POSITIONS)[number] & { item: Awaited<ReturnType<typeof linkShowing>>; stored: string };
let lanes: Lane[];

beforeAll(async () => {
  engine.setClock(new Date("2026-02-01T12:00:00Z"));
  lanes = await Promise.all(
    POSITIONS.map(async (position) => {
      const item = await linkShowing(engine, pictureWorth(10));
      await item.refresh(JANUARY);
      item.show(pictureWorth(12)); // whatever is written from here on shows
      return { ...position, item, stored: await digestOfRows(engine, item.itemId) };
    }),
  );
});

/** Refreshes the lane's Item while the fault strikes; what the caller, the Item and its connection say, and how often the call that was struck was made. */
async function meet({ item, path, nth, isAlone, stored }: Lane, effect: FaultEffect) {
  const { itemId, userId } = item;
  await engine.query("UPDATE item SET state = 'ok', reason = NULL, limited_until = NULL WHERE item_id = $1", [itemId]);
  const asked = () => engine.sandbox.calls().filter((call) => call.itemId === itemId && call.path === path).length;
  const before = asked();
  engine.sandbox.addFault({ path, itemId, nth, times: "always", ...effect });
  const startedAt = performance.now();
  const error: AppError = await item.refresh(JANUARY).then(
    () => expect.unreachable("the refresh succeeded"),
    (failure) => failure,
  );
  const tookMs = performance.now() - startedAt;
  engine.sandbox.clearFaults(itemId);
  expect(await digestOfRows(engine, itemId)).toBe(stored);
  const [row] = await engine.query<{ state: string; reason: string; limited: boolean; leased: boolean }>(
    "SELECT state, reason, limited_until IS NOT NULL AS limited, lease_until IS NOT NULL AS leased FROM item WHERE item_id = $1",
    [itemId],
  );
  const [card] = await listConnections(engine.ctx(), { userId });
  return { error, row, text: card?.stateText ?? null, struck: asked() - before - (nth - 1), isAlone, tookMs };
}

// Written down from Plaid's catalogue, apart from the table under test: state, tries, codes.
const CATALOGUE = [
  [
    "reauth_required",
    1,
    `ITEM_LOGIN_REQUIRED INVALID_CREDENTIALS INVALID_MFA INSUFFICIENT_CREDENTIALS ITEM_LOCKED USER_SETUP_REQUIRED
     PASSWORD_RESET_REQUIRED MFA_NOT_SUPPORTED USER_INPUT_TIMEOUT`,
  ],
  ["consent_required", 1, "ADDITIONAL_CONSENT_REQUIRED ACCESS_NOT_GRANTED PRODUCT_NOT_ENABLED"],
  ["disconnected", 1, "ITEM_NOT_FOUND USER_PERMISSION_REVOKED ITEM_CONCURRENTLY_DELETED"],
  [
    "unsupported",
    1,
    `NO_INVESTMENT_ACCOUNTS PRODUCTS_NOT_SUPPORTED PRODUCT_NOT_SUPPORTED NO_ACCOUNTS ITEM_NOT_SUPPORTED
     INSTITUTION_NO_LONGER_SUPPORTED UNSUPPORTED_RESPONSE`,
  ],
  ["preparing", 1, "PRODUCT_NOT_READY"],
  ["institution_unavailable", 3, "INSTITUTION_DOWN INSTITUTION_NOT_RESPONDING INSTITUTION_NOT_AVAILABLE"],
  ["ok", 3, "INTERNAL_SERVER_ERROR PLANNED_MAINTENANCE"],
  [
    "ok",
    1,
    `INVALID_ACCESS_TOKEN INVALID_API_KEYS UNAUTHORIZED_ENVIRONMENT UNAUTHORIZED_ROUTE_ACCESS INVALID_PRODUCT MISSING_FIELDS
     UNKNOWN_FIELDS INVALID_FIELD INVALID_BODY INVALID_CONFIGURATION INCOMPATIBLE_API_VERSION NOT_FOUND NO_LONGER_AVAILABLE
     UNAUTHORIZED_INSTITUTION INSTITUTION_REGISTRATION_REQUIRED INVALID_ACCOUNT_ID`,
  ],
] as const;
const CODES = CATALOGUE.flatMap(([state, tries, codes]) =>
  codes.split(/\s+/).map((code) => [code, state, tries] as const),
);

test.each(CODES)("R-09: %s leaves the Item %s after %i tries, wherever it strikes", async (code, state, tries) => {
  for (const { error, row, text, struck, isAlone } of await Promise.all(
    lanes.map((lane) => meet(lane, { kind: "error", code })),
  )) {
    expect(error).toMatchObject({ code: "REFRESH_FAILED", text: null, provider: { errorCode: code } });
    expect(row).toEqual({ state, reason: code, limited: false, leased: false });
    expect(text).toBeTruthy();
    expect(text).not.toContain(code);
    if (isAlone) expect(struck).toBe(tries);
    else expect(struck).toBeLessThanOrEqual(2 * tries);
  }
});

const LIMITS: readonly (readonly [name: string, effect: FaultEffect, reason: string])[] = [
  ...[
    "INVESTMENT_HOLDINGS_GET_LIMIT",
    "INVESTMENT_TRANSACTIONS_LIMIT",
    "INVESTMENTS_LIMIT",
    "RATE_LIMIT",
    "INSTITUTION_RATE_LIMIT",
  ].map((code) => [code, { kind: "error", code }, code] as const),
  [
    "a code nobody knows, of the type",
    { kind: "error", code: "NEW_ONE", type: "RATE_LIMIT_EXCEEDED", status: 400 },
    "NEW_ONE",
  ],
  ["a code nobody knows, with 429", { kind: "error", code: "NEW_ONE", type: "API_ERROR", status: 429 }, "NEW_ONE"],
  ["HTML with 429", { kind: "response", status: 429, body: "<h1>Slow down</h1>" }, "limited"],
];
test.each(LIMITS)("R-09, T11: a limit is obeyed: %s", async (_name, effect, reason) => {
  for (const { row, text } of await Promise.all(lanes.map((lane) => meet(lane, effect)))) {
    expect(row).toEqual({ state: "ok", reason, limited: true, leased: false });
    expect(text).toBeTruthy();
  }
});

const BROKEN: readonly (readonly [name: string, effect: FaultEffect, reason: string])[] = [
  ["a connection that breaks at once", { kind: "reset" }, "unreachable"],
  ["a connection that breaks before the answer", { kind: "reset", when: "after" }, "unreachable"],
  ["an answer that breaks off", { kind: "cut" }, "unreachable"],
  ["JSON that breaks off", { kind: "response", status: 200, body: '{"accounts":[{"account_id":"a"' }, "bad_answer"],
  ["JSON of another shape", { kind: "response", status: 200, body: '{"accounts":{}}' }, "bad_answer"],
  ["HTML with 200", { kind: "response", status: 200, body: "<html>" }, "bad_answer"],
  ["HTML with 502", { kind: "response", status: 502, body: "<html>" }, "unreachable"],
  ["nothing with 204", { kind: "response", status: 204, body: "" }, "bad_answer"],
  [
    "a redirect",
    { kind: "response", status: 307, headers: { location: "http://127.0.0.1:9/" }, body: "" },
    "bad_answer",
  ],
  ["a code nobody knows", { kind: "error", code: "BRAND_NEW_CODE", status: 400 }, "BRAND_NEW_CODE"],
  ["an error without a code", { kind: "response", status: 400, body: '{"error_code":null}' }, "bad_answer"],
  ["an Item in error beside data", { kind: "response", status: 200, body: ITEM_IN_ERROR() }, "ITEM_LOGIN_REQUIRED"],
];
function ITEM_IN_ERROR(): string {
  const item = { error: { error_type: "ITEM_ERROR", error_code: "ITEM_LOGIN_REQUIRED" } };
  const lists = { accounts: [], holdings: [], securities: [], investment_transactions: [] };
  return JSON.stringify({ ...lists, total_investment_transactions: 0, item });
}
test.each(BROKEN)("R-09: nothing is stored of %s", async (_name, effect, reason) => {
  for (const { error, row, text } of await Promise.all(lanes.map((lane) => meet(lane, effect)))) {
    expect(error.code).toBe("REFRESH_FAILED");
    expect(row).toMatchObject({ reason, limited: false, leased: false });
    expect(text).toBeTruthy();
  }
});

test("R-09: a call that is never answered, or after 90 seconds, ends the refresh within its 25", async () => {
  const effects: FaultEffect[] = [
    { kind: "hang" },
    { kind: "delay", delayMs: 90_000 },
    { kind: "hang" },
    { kind: "hang" },
  ];
  const outcomes = await Promise.all(lanes.map((lane, place) => meet(lane, effects[place] ?? { kind: "hang" })));
  for (const { row, tookMs } of outcomes) {
    expect(row).toMatchObject({ state: "ok", reason: "timeout", leased: false });
    expect(tookMs).toBeLessThan(INTERACTIVE_MS + 2_000);
  }
});

describe("R-09: data that is odd, at the call that brings it", () => {
  const emptied = { kind: "picture", change: "holdings_emptied" } as const;
  const edits = (...change: Extract<FaultEffect, { kind: "picture" }>["change"] & object) =>
    ({ kind: "picture", change }) as const;
  const twoCurrencies = edits(
    { edit: "copy", list: "holdings", at: 0, count: 1, to: 1 },
    { edit: "set", list: "holdings", at: 1, count: 1, fields: '{"iso_currency_code":"EUR"}' },
  );
  const tooLong = edits({ edit: "set", list: "holdings", at: 0, count: 1, fields: '{"quantity":1e-19}' });
  const noDate = edits({
    edit: "set",
    list: "investment_transactions",
    at: 0,
    count: 1,
    fields: '{"date":"2026-01-1x"}',
  });
  test.each([
    ["no holdings beside value", 0, emptied, "suspect", "suspect_empty"],
    ["one position in two currencies", 0, twoCurrencies, "ok", "bad_answer"],
    ["a number that no column holds", 0, tooLong, "ok", "unrepresentable_number"],
    ["a transaction twice", 1, { kind: "picture", change: "rows_repeated" } as const, "ok", "unstable_pages"],
    ["a date that is none", 1, noDate, "ok", "bad_answer"],
  ] as const)("%s", async (_name, lane, effect, state, reason) => {
    const { row, text } = await meet(lanes[lane] ?? expect.unreachable(), effect);
    expect(row).toMatchObject({ state, reason });
    expect(text).toBeTruthy();
  });

  test.each([
    "rows_inserted",
    "transaction_removed",
    "transaction_rewritten",
    "transaction_reissued",
    "transaction_cancelled",
    "holding_removed",
    "position_repeated",
    "security_undescribed",
    "security_renumbered",
    "prices_older",
    "account_removed",
    "account_renumbered",
    "account_added",
    "nulls",
    "optional_absent",
    "unknown_words",
    "exponents",
    "negatives",
    "sells_positive",
  ])("%s is stored whole", async (change) => {
    const item = await linkShowing(engine, pictureWorth(10));
    await item.refresh(JANUARY);
    engine.sandbox.addFault({ path: "*", itemId: item.itemId, times: "always", kind: "picture", change });
    const { upserts } = await item.refresh(JANUARY);
    const again = await digestOfRows(engine, item.itemId);
    expect((await item.refresh(JANUARY)).upserts).toEqual(upserts);
    expect(await digestOfRows(engine, item.itemId)).toBe(again);
    expect(await item.row()).toEqual({ state: "ok", reason: null });
    expect((await item.holdings()).rows.length).toBeGreaterThan(0);
  });
});

describe("R-09: faults of the exchange", () => {
  const linked = (userId: string) =>
    engine.query<{ itemId: string; accounts: number }>(
      `SELECT item_id AS "itemId", (SELECT count(*)::int FROM account a WHERE a.item_id = i.item_id) AS accounts FROM item i WHERE user_id = $1`,
      [userId],
    );

  test.each([
    ["ITEM_LOGIN_REQUIRED", { kind: "error", code: "ITEM_LOGIN_REQUIRED" }, 1],
    ["INTERNAL_SERVER_ERROR", { kind: "error", code: "INTERNAL_SERVER_ERROR" }, 3],
    ["ACCOUNTS_LIMIT", { kind: "error", code: "ACCOUNTS_LIMIT" }, 1],
    ["a broken connection", { kind: "reset" }, 3],
    ["an answer that breaks off", { kind: "cut" }, 3],
    ["HTML", { kind: "response", status: 200, body: "<html>" }, 1],
    ["a redirect", { kind: "response", status: 307, headers: { location: "http://127.0.0.1:9/" }, body: "" }, 1],
  ] as const)("accounts with %s: the Item is kept, no account is", async (name, effect, tries) => {
    const userId = `accounts ${name}`;
    const before = engine.sandbox.calls().length;
    engine.sandbox.addFault({ path: ACCOUNTS, times: "always", ...effect });
    await expect(engine.link({ userId })).rejects.toMatchObject({ code: "ACCOUNT_SYNC_FAILED" });
    engine.sandbox.clearFaults();
    const asked = engine.sandbox
      .calls()
      .slice(before)
      .filter((call) => call.path === ACCOUNTS);
    expect(asked).toHaveLength(tries);
    expect(await linked(userId)).toEqual([{ itemId: expect.any(String), accounts: 0 }]);
  });

  test("an exchange whose answer is lost is asked once, and leaves nothing", async () => {
    const path = "/item/public_token/exchange";
    const publicToken = engine.sandbox.createPublicToken({});
    const before = engine.sandbox.calls().length;
    engine.sandbox.addFault({ path, kind: "reset", when: "after" });
    const exchange = () => exchangePublicToken(engine.ctx(), { userId: "lost", publicToken });
    await expect(exchange()).rejects.toMatchObject({ code: "ACCOUNT_SYNC_FAILED" });
    expect(engine.sandbox.calls().slice(before)).toHaveLength(1);
    await expect(exchange()).rejects.toMatchObject({
      code: "EXCHANGE_FAILED",
      provider: { errorCode: "INVALID_PUBLIC_TOKEN" },
    });
    expect(await linked("lost")).toEqual([]);
  });
});

test("R-09: wrong keys, seen by every Item at once, disconnect none of them", async () => {
  engine.sandbox.addFault({ path: "*", times: "always", kind: "error", code: "INVALID_ACCESS_TOKEN" });
  await Promise.all(lanes.map(({ item }) => item.refresh(JANUARY).catch(() => {})));
  engine.sandbox.clearFaults();
  for (const { item } of lanes) expect(await item.row()).toEqual({ state: "ok", reason: "INVALID_ACCESS_TOKEN" });
});

test("R-09: when the faults are over, every Item refreshes and says nothing more", async () => {
  for (const { item, stored } of lanes) {
    await engine.query("UPDATE item SET limited_until = NULL WHERE item_id = $1", [item.itemId]);
    await item.refresh(JANUARY);
    expect(await digestOfRows(engine, item.itemId)).not.toBe(stored);
    expect(await item.row()).toEqual({ state: "ok", reason: null });
    expect((await listConnections(engine.ctx(), { userId: item.userId }))[0]?.stateText).toBeNull();
  }
});
