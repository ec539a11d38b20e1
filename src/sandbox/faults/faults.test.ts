import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NAMED_CHANGES } from "@/sandbox/faults/named-changes";
import { type Caller, rowsOf, startCaller } from "@/sandbox/testing/caller";
import { breachesOf } from "@/sandbox/testing/plaid-schemas";

let sandbox: Caller;
beforeEach(async () => {
  sandbox = await startCaller({ controlPort: 0, controlToken: "right" });
  sandbox.control.setClock(new Date("2026-05-20T12:00:30Z"));
});
afterEach(() => sandbox.close());

const HOLDINGS = "/investments/holdings/get";
const TRANSACTIONS = "/investments/transactions/get";
const DATES = { start_date: "2025-06-01", end_date: "2026-05-20" };

const transactions = (access_token: string, options = {}) =>
  sandbox.call(TRANSACTIONS, { access_token, ...DATES, options: { count: 500, ...options } });
const idsOf = (rows: Record<string, unknown>[]) => rows.map((row) => row.investment_transaction_id);

test("rows change for the calls that are struck, and only for them", async () => {
  const { token, itemId } = await sandbox.link();
  const before = rowsOf(await transactions(token), "investment_transactions");
  sandbox.control.addFault({ path: TRANSACTIONS, itemId, nth: 2, kind: "picture", change: "rows_inserted" });
  expect(rowsOf(await transactions(token), "investment_transactions")).toEqual(before);
  const moved = await transactions(token);
  expect(moved.body.total_investment_transactions).toBe(before.length + 1);
  expect(idsOf(rowsOf(moved, "investment_transactions")).slice(1)).toEqual(idsOf(before));
  expect(rowsOf(await transactions(token), "investment_transactions")).toEqual(before);
});

test("edits compose, in the order in which they were set", async () => {
  const { token, itemId } = await sandbox.link();
  const [first, second, third] = idsOf(rowsOf(await transactions(token), "investment_transactions"));
  const edit = (change: unknown[]) =>
    fetch(`${sandbox.controlUrl}/faults`, {
      method: "POST",
      headers: { authorization: "Bearer right" },
      body: JSON.stringify({ fault: { path: "*", itemId, times: "always", kind: "picture", change } }),
    });
  const list = "investment_transactions";
  await edit([{ edit: "move", list, at: 2, count: 1, to: 0 }]);
  await edit([
    { edit: "remove", list, at: 1, count: 1 },
    { edit: "set", list, at: 0, count: 1, fields: '{"amount":1.10,"price":1e-18}' },
  ]);
  const answer = await transactions(token);
  expect(idsOf(rowsOf(answer, list)).slice(0, 2)).toEqual([third, second]);
  expect(idsOf(rowsOf(answer, list))).not.toContain(first);
  expect(answer.text).toContain('"amount":1.10,"price":1e-18');
  expect((await edit([{ edit: "guess", list }])).status).toBe(400);
});

test("new ids are the same in every answer, and hold wherever they are named", async () => {
  const { token, itemId } = await sandbox.link();
  for (const change of ["security_renumbered", "account_renumbered", "transaction_reissued"]) {
    sandbox.control.addFault({ path: "*", itemId, times: "always", kind: "picture", change });
  }
  const [held, again] = [
    await sandbox.call(HOLDINGS, { access_token: token }),
    await sandbox.call(HOLDINGS, { access_token: token }),
  ];
  expect(rowsOf(again, "holdings")).toEqual(rowsOf(held, "holdings"));
  const described = new Set(rowsOf(held, "securities").map((row) => row.security_id));
  const accounts = new Set(rowsOf(held, "accounts").map((row) => row.account_id));
  for (const row of rowsOf(held, "holdings")) {
    expect([described.has(row.security_id), accounts.has(row.account_id)]).toEqual([true, true]);
  }
  expect(rowsOf(await transactions(token), "accounts").map((row) => row.account_id)).toEqual([...accounts]);
});

describe("each named change alters an answer", () => {
  const isOutsidePlaid = new Set(["unknown_words", "optional_absent"]);
  test.each(Object.keys(NAMED_CHANGES))("%s", async (change) => {
    const { token, itemId } = await sandbox.link({ username: "user_retirement" });
    const sell = '{"type":"sell","quantity":-1}';
    const list = "investment_transactions";
    const sold = [{ edit: "set", list, at: 1, count: 1, fields: sell }] as const;
    sandbox.control.addFault({ path: "*", itemId, times: "always", kind: "picture", change: [...sold] });
    const shown = async () => {
      const [held, history] = [await sandbox.call(HOLDINGS, { access_token: token }), await transactions(token)];
      return {
        held: held.body,
        history: history.body,
        text: (held.text + history.text).replaceAll(/"request_id":"\w+"/g, ""),
      };
    };
    const before = await shown();
    sandbox.control.addFault({ path: "*", itemId, times: "always", kind: "picture", change });
    const after = await shown();
    expect(after.text).not.toBe(before.text);
    if (isOutsidePlaid.has(change)) return;
    expect(breachesOf("InvestmentsHoldingsGetResponse", after.held)).toEqual([]);
    expect(breachesOf("InvestmentsTransactionsGetResponse", after.history)).toEqual([]);
  });
});

test("an answer can break off in its middle", async () => {
  const { token } = await sandbox.link();
  sandbox.control.addFault({ path: HOLDINGS, kind: "cut" });
  await expect(sandbox.call(HOLDINGS, { access_token: token })).rejects.toThrow();
  expect((await sandbox.call(HOLDINGS, { access_token: token })).status).toBe(200);
});

test("a fault can last for a time", async () => {
  const { token } = await sandbox.link();
  sandbox.control.addFault({
    path: TRANSACTIONS,
    times: "always",
    forMs: 60_000,
    kind: "error",
    code: "PRODUCT_NOT_READY",
  });
  expect((await transactions(token)).body.error_code).toBe("PRODUCT_NOT_READY");
  sandbox.control.setClock(new Date("2026-05-20T12:01:31Z"));
  expect((await transactions(token)).status).toBe(200);
});

describe("limits", () => {
  test("so many calls a minute for each path and Item, which fill up again", async () => {
    const [one, other] = [await sandbox.link(), await sandbox.link()];
    sandbox.control.addFault({ path: HOLDINGS, times: "always", kind: "limit", perMinute: 2 });
    const ask = (token: string) => sandbox.call(HOLDINGS, { access_token: token });
    const statuses = [await ask(one.token), await ask(one.token), await ask(one.token)].map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 429]);
    expect((await ask(one.token)).body).toMatchObject({
      error_code: "INVESTMENT_HOLDINGS_GET_LIMIT",
      error_type: "RATE_LIMIT_EXCEEDED",
    });
    expect((await ask(other.token)).status).toBe(200);
    sandbox.control.setClock(new Date("2026-05-20T12:01:01Z"));
    expect((await ask(one.token)).status).toBe(200);
  });

  test("those that Plaid publishes", async () => {
    const { token } = await sandbox.link();
    sandbox.control.addFault({ path: "*", times: "always", kind: "limit" });
    const statuses: number[] = [];
    for (let call = 0; call < 42; call += 1)
      statuses.push((await sandbox.call("/item/get", { access_token: token })).status);
    expect(statuses.indexOf(429)).toBe(40);
  });
});

describe("an Item that needs repair", () => {
  const codeOf = async (token: string) => (await sandbox.call(HOLDINGS, { access_token: token })).body.error_code;

  test("says so in all data calls, and in /item/get", async () => {
    const { token, itemId } = await sandbox.link();
    sandbox.control.setItemError(itemId, "USER_PERMISSION_REVOKED");
    expect(await codeOf(token)).toBe("USER_PERMISSION_REVOKED");
    expect((await sandbox.call("/item/get", { access_token: token })).body).toMatchObject({
      item: { error: { error_code: "USER_PERMISSION_REVOKED" } },
    });
    sandbox.control.setItemError(itemId, null);
    expect(await codeOf(token)).toBeUndefined();
  });

  test("its consent has ended", async () => {
    const { token, itemId } = await sandbox.link();
    sandbox.control.setConsentExpiry(itemId, new Date("2026-05-27T12:00:00Z"));
    expect((await sandbox.call("/item/get", { access_token: token })).body).toMatchObject({
      item: { error: null, consent_expiration_time: "2026-05-27T12:00:00.000Z" },
    });
    expect(await codeOf(token)).toBeUndefined();
    sandbox.control.setClock(new Date("2026-05-27T12:00:01Z"));
    expect(await codeOf(token)).toBe("ITEM_LOGIN_REQUIRED");
  });

  test("its login was linked again, at a brokerage that keeps one connection for each", async () => {
    const first = await sandbox.link({ institutionId: "ins_900005" });
    const second = await sandbox.link({ institutionId: "ins_900005" });
    expect([await codeOf(first.token), await codeOf(second.token)]).toEqual(["ITEM_LOGIN_REQUIRED", undefined]);
  });
});
