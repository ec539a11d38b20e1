import { afterEach, beforeEach, expect, test } from "vitest";
import { type Caller, rowsOf, startCaller } from "@/sandbox/testing/caller";

let sandbox: Caller;
beforeEach(async () => {
  sandbox = await startCaller({ controlPort: 0, controlToken: "right" });
});
afterEach(() => sandbox.close());

const DATES = { start_date: "2026-01-01", end_date: "2026-12-31" };

function operate(path: string, body?: object, token = "right"): Promise<Response> {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  return fetch(sandbox.controlUrl + path, { ...init, headers: { authorization: `Bearer ${token}` } });
}

test("a literal picture is served digit by digit, odd rows included, filtered by date and paged", async () => {
  const { token: access_token, itemId } = await sandbox.link();
  const row = (id: string, date: string) =>
    `{"investment_transaction_id":"${id}","account_id":"a","date":"${date}","amount":1e-7,"type":"novel"}`;
  const rows = ["2026-03-01", "2026-05-01", "2026-04-01", "2025-01-01"].map((date, place) => row(`t${place}`, date));
  sandbox.control.setPicture(
    itemId,
    `{"accounts":[{"account_id":"a","balances":{"current":12345678901234567.890}}],
      "holdings":[{"account_id":"a","security_id":"s","quantity":0.100000000000000001},{"account_id":"b","security_id":"none","quantity":-3}],
      "securities":[{"security_id":"s","close_price":1.10}],
      "investment_transactions":[${rows.join(",")}]}`,
  );
  const held = await sandbox.call("/investments/holdings/get", { access_token });
  for (const piece of ["12345678901234567.890", "0.100000000000000001", '"quantity":-3', '"close_price":1.10']) {
    expect(held.text).toContain(piece);
  }
  expect(rowsOf(held, "securities")).toHaveLength(1);
  const page = await sandbox.call("/investments/transactions/get", { access_token, ...DATES, options: { count: 2 } });
  expect(rowsOf(page, "investment_transactions").map((found) => found.date)).toEqual(["2026-05-01", "2026-04-01"]);
  expect(page.body.total_investment_transactions).toBe(3);
  expect(page.text).toContain("1e-7");
  sandbox.control.clearPicture(itemId);
  expect(rowsOf(await sandbox.call("/investments/holdings/get", { access_token }), "holdings").length).toBeGreaterThan(
    10,
  );
});

test("an error fault strikes the call it is meant for, as often as it says", async () => {
  const [one, other] = [await sandbox.link(), await sandbox.link()];
  const path = "/investments/holdings/get";
  sandbox.control.addFault({
    path,
    itemId: one.itemId,
    kind: "error",
    code: "INVESTMENT_HOLDINGS_GET_LIMIT",
    nth: 2,
    times: 2,
  });
  const statuses: number[] = [];
  for (let call = 0; call < 4; call += 1) statuses.push((await sandbox.call(path, { access_token: one.token })).status);
  expect(statuses).toEqual([200, 429, 429, 200]);
  expect((await sandbox.call(path, { access_token: other.token })).status).toBe(200);
});

test("a raw response replaces the answer, and clearing faults ends them", async () => {
  sandbox.control.addFault({
    path: "*",
    kind: "response",
    status: 502,
    headers: { "content-type": "text/html" },
    body: "<h1>",
    times: "always",
  });
  const response = await fetch(`${sandbox.url}/item/get`, { method: "POST" });
  expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
    502,
    "text/html",
    "<h1>",
  ]);
  sandbox.control.clearFaults();
  expect((await sandbox.call("/item/get", { access_token: "x" })).status).toBe(400);
});

test("a reset breaks the connection before or after the call took effect", async () => {
  const path = "/item/public_token/exchange";
  const before = sandbox.control.createPublicToken({});
  sandbox.control.addFault({ path, kind: "reset" });
  await expect(sandbox.call(path, { public_token: before })).rejects.toThrow();
  expect((await sandbox.call(path, { public_token: before })).status).toBe(200);
  const after = sandbox.control.createPublicToken({});
  sandbox.control.addFault({ path, kind: "reset", when: "after" });
  await expect(sandbox.call(path, { public_token: after })).rejects.toThrow();
  expect((await sandbox.call(path, { public_token: after })).body.error_code).toBe("INVALID_PUBLIC_TOKEN");
});

test("a delayed call answers, a hanging one does not, and close() ends it", async () => {
  sandbox.control.addFault({ path: "/item/get", kind: "delay", delayMs: 30 });
  const startedAt = performance.now();
  await sandbox.call("/item/get", { access_token: "x" });
  expect(performance.now() - startedAt).toBeGreaterThan(25);
  sandbox.control.addFault({ path: "/item/get", kind: "hang" });
  const hanging = sandbox.call("/item/get", { access_token: "x" }).then(
    () => "answered",
    () => "broken",
  );
  await expect.poll(() => sandbox.control.calls().length).toBe(2);
  await sandbox.close();
  expect(await hanging).toBe("broken");
});

test("clearing the faults of an Item ends its delays alone", async () => {
  const [one, two] = [await sandbox.link(), await sandbox.link()];
  const answered: string[] = [];
  const calls = [one, two].map(async ({ token: access_token, itemId }) => {
    sandbox.control.addFault({ path: "/item/get", itemId, kind: "delay", delayMs: 60_000 });
    const { status } = await sandbox.call("/item/get", { access_token });
    answered.push(itemId);
    return status;
  });
  await expect.poll(() => sandbox.control.calls().filter(({ path }) => path === "/item/get").length).toBe(2);
  sandbox.control.clearFaults(two.itemId);
  await calls[1];
  expect(answered).toEqual([two.itemId]);
  sandbox.control.clearFaults();
  expect(await Promise.all(calls)).toEqual([200, 200]);
});

test("the log names each call with its Item", async () => {
  const { token: access_token, itemId } = await sandbox.link();
  await sandbox.call("/investments/holdings/get", { access_token });
  const calls = sandbox.control.calls().map((call) => [call.path, call.itemId]);
  expect(calls).toEqual([
    ["/item/public_token/exchange", itemId],
    ["/investments/holdings/get", itemId],
  ]);
});

test("the control port does the same for those who bear the token", async () => {
  expect((await operate("/items", undefined, "wrong")).status).toBe(401);
  expect((await operate("/guess")).status).toBe(404);
  expect((await operate("/clock", { instant: "2026-04-05T06:07:08Z" })).status).toBe(200);
  expect((await operate("/clock", { instant: "tomorrow" })).status).toBe(400);
  const { public_token } = (await (await operate("/public_token", { username: "user_cad" })).json()) as {
    public_token: string;
  };
  const { body } = await sandbox.call("/item/public_token/exchange", { public_token });
  expect(await (await operate("/items")).json()).toMatchObject({
    items: [{ itemId: body.item_id, username: "user_cad" }],
  });
  expect((await operate("/picture", { itemId: body.item_id, picture: '{"accounts":[]}' })).status).toBe(200);
  expect(rowsOf(await sandbox.call("/accounts/get", { access_token: body.access_token }), "accounts")).toEqual([]);
  const fault = { path: "/accounts/get", kind: "error", code: "INSTITUTION_DOWN" };
  expect((await operate("/faults", { fault })).status).toBe(200);
  expect((await sandbox.call("/accounts/get", { access_token: body.access_token })).body.error_code).toBe(
    "INSTITUTION_DOWN",
  );
  const { calls } = (await (await operate("/calls")).json()) as { calls: { at: string }[] };
  expect(calls.at(-1)?.at).toMatch(/^2026-04-05T06:07/);
});
