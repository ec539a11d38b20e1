import { beforeEach, describe, expect, test, vi } from "vitest";
import type { CalendarDate } from "@/domain/calendar-date";
import { disconnectItem } from "@/server/services/items/disconnect-item";
import { listConnections } from "@/server/services/items/list-connections";
import { syncItemMetadata } from "@/server/services/items/sync-item-metadata";
import { queueDueRefreshes } from "@/server/services/refresh/queue-due-refreshes";
import { refreshScheduledItem } from "@/server/services/refresh/refresh-scheduled-item";
import { startEngine } from "@/testing/engine";
import { num, wireAccount, wireHolding, wireSecurity } from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";
import { startWebhookSigner } from "@/testing/webhook-signer";
import { receiveWebhook } from "./receive-webhook";

const engine = await startEngine();
const JOB = { kind: "job", trigger: "schedule" } as const;
const WEBHOOK = { kind: "job", trigger: "webhook" } as const;
const NOON = new Date("2026-02-01T12:00:00Z");
const HOLDINGS = "/investments/holdings/get";
const secondsLater = (seconds: number) => engine.setClock(new Date(NOON.getTime() + seconds * 1_000));
const hoursLater = (hours: number) => secondsLater(hours * 3_600);
const signer = startWebhookSigner(engine.plaid, () => engine.ctx().clock.now());

beforeEach(async () => {
  engine.setClock(NOON);
  engine.sandbox.clearFaults();
  await engine.query("UPDATE item SET unlinked_at = now()");
  await engine.query("DELETE FROM pgboss.job");
  await engine.query("DELETE FROM webhook_event");
});

const picture = (value: string) => ({
  accounts: [wireAccount("a", { current: num(value) })],
  securities: [wireSecurity("s")],
  holdings: [wireHolding("a", "s", { institution_value: num(value) })],
});

/** An Item whose history is stored, and nothing queued. */
async function importedItem() {
  const shown = await linkShowing(engine, picture("10"));
  await work(shown.itemId);
  await engine.query("DELETE FROM pgboss.job");
  return shown;
}

const DATA = { webhook_type: "HOLDINGS", webhook_code: "DEFAULT_UPDATE" };
const TRANSACTIONS = { webhook_type: "INVESTMENTS_TRANSACTIONS", webhook_code: "DEFAULT_UPDATE" };
const HISTORICAL = { webhook_type: "INVESTMENTS_TRANSACTIONS", webhook_code: "HISTORICAL_UPDATE" };
const ofItem = (code: string, more: object = {}) => ({ webhook_type: "ITEM", webhook_code: code, ...more });
let count = 0;

/** Each call is an event of its own, as if it said something else every time. */
async function receive(itemId: string, webhook: object): Promise<void> {
  count += 1;
  const body = JSON.stringify({ ...webhook, item_id: itemId, environment: "sandbox", new_holdings: count }, null, 2);
  await receiveWebhook(engine.ctx(WEBHOOK), {
    token: await signer.sign(body),
    readBody: async () => Buffer.from(body),
  });
}

const work = (itemId: string) => refreshScheduledItem(engine.ctx(JOB), { itemId });
const jobs = async () =>
  (
    await engine.query<{ job: string }>("SELECT name || ' ' || (data->>'itemId') AS job FROM pgboss.job ORDER BY 1")
  ).map(({ job }) => job);
const outcomes = async () =>
  (await engine.query<{ outcome: string }>("SELECT outcome FROM webhook_event ORDER BY received_at")).map(
    ({ outcome }) => outcome,
  );
const refreshes = (itemId: string) =>
  engine.query<{ day: string; trigger: string; status: string }>(
    `SELECT f.range_start::text AS day, r.trigger, f.status FROM item_refresh f
     JOIN refresh_run_item i USING (item_id, fence) JOIN refresh_run r ON r.id = i.run_id WHERE f.item_id = $1 ORDER BY f.fence`,
    [itemId],
  );
const itemOf = async (itemId: string) => {
  const [row] = await engine.query<{ state: string; waits: boolean; next: Date; expires: Date | null }>(
    `SELECT state, webhook_fence IS NOT NULL AS waits, next_refresh_at AS next, expires_at AS expires FROM item WHERE item_id = $1`,
    [itemId],
  );
  if (!row) throw new Error("no such Item");
  return { ...row, inSeconds: (row.next.getTime() - engine.ctx().clock.now().getTime()) / 1_000 };
};
const shownValue = async (shown: Awaited<ReturnType<typeof importedItem>>) => (await shown.holdings()).rows[0]?.value;

describe("what a webhook leads to", () => {
  test.each([
    ["holdings", DATA, "2025-11-03"],
    ["transactions", TRANSACTIONS, "2025-11-03"],
    [
      "cancelled transactions, of whatever date",
      { ...TRANSACTIONS, cancelled_investments_transactions: 1 },
      "2024-02-01",
    ],
    ["the history is there", HISTORICAL, "2024-02-01"],
    ["an error of the Item", ofItem("ERROR", { error: { error_code: "ITEM_LOGIN_REQUIRED" } }), "2025-11-03"],
    ["new accounts", ofItem("NEW_ACCOUNTS_AVAILABLE"), "2025-11-03"],
    ["an account is revoked", ofItem("USER_ACCOUNT_REVOKED", { account_id: "a" }), "2025-11-03"],
    ["the login works again", ofItem("LOGIN_REPAIRED"), "2025-11-03"],
    ["access is revoked", ofItem("USER_PERMISSION_REVOKED"), "2025-11-03"],
  ])("%s: a refresh from the right day on", async (_name, webhook, day) => {
    const shown = await importedItem();
    secondsLater(60);
    shown.show(picture("20"));
    await receive(shown.itemId, webhook);
    expect(await jobs()).toEqual([`refresh-item ${shown.itemId}`]);
    await work(shown.itemId);
    expect((await refreshes(shown.itemId)).at(-1)).toEqual({ day, trigger: "webhook", status: "success" });
    expect(await shownValue(shown)).toBe("20");
    // What it said is not believed: Plaid answers as if nothing were wrong.
    expect(await itemOf(shown.itemId)).toMatchObject({ state: "ok", waits: false });
    expect((await itemOf(shown.itemId)).inSeconds).toBeGreaterThan(22 * 3_600);
  });

  test("accounts that are not shared yet are offered on the card, even while the Item rests", async () => {
    const { itemId, userId } = await importedItem();
    const offered = async () => (await listConnections(engine.ctx(), { userId }))[0]?.newAccountsAt != null;
    expect(await offered()).toBe(false);
    engine.sandbox.setItemError(itemId, "ITEM_LOGIN_REQUIRED");
    await receive(itemId, ofItem("ERROR"));
    await work(itemId);
    await receive(itemId, ofItem("NEW_ACCOUNTS_AVAILABLE"));
    expect(await offered()).toBe(true);
  });

  test.each([
    ["ITEM_LOGIN_REQUIRED", "ERROR", "reauth_required"],
    ["USER_PERMISSION_REVOKED", "USER_PERMISSION_REVOKED", "disconnected"],
    ["INSTITUTION_NO_LONGER_SUPPORTED", "ERROR", "unsupported"],
  ])("%s: the refresh finds the state of the Item", async (error, code, state) => {
    const { itemId } = await importedItem();
    engine.sandbox.setItemError(itemId, error);
    await receive(itemId, ofItem(code, { error: { error_code: "NOT_EVEN_THE_SAME" } }));
    await work(itemId);
    expect(await itemOf(itemId)).toMatchObject({ state, waits: false });
  });

  test.each([
    ["PENDING_DISCONNECT", "disconnect_time"],
    ["PENDING_EXPIRATION", "consent_expiration_time"],
  ])("ITEM: %s keeps when access ends, and reading the Item keeps it", async (code, field) => {
    const { itemId } = await importedItem();
    await receive(itemId, ofItem(code, { [field]: "2026-02-08T12:00:00Z" }));
    expect((await itemOf(itemId)).expires).toEqual(new Date("2026-02-08T12:00:00Z"));
    expect([await outcomes(), await jobs()]).toEqual([["access_end"], []]);
    await syncItemMetadata(engine.ctx(JOB), { itemId });
    expect((await itemOf(itemId)).expires).toEqual(new Date("2026-02-08T12:00:00Z"));
    hoursLater(200);
    await syncItemMetadata(engine.ctx(JOB), { itemId });
    expect((await itemOf(itemId)).expires).toBeNull();
  });

  test("an Item that was disconnected here is nobody's", async () => {
    const { itemId, userId } = await importedItem();
    await disconnectItem(engine.ctx(), { userId, itemId });
    await engine.query("DELETE FROM pgboss.job");
    await receive(itemId, DATA);
    expect([await outcomes(), await jobs()]).toEqual([["unknown_item"], []]);
  });

  test("HISTORICAL_UPDATE does the first import that waits for Plaid's data, at once", async () => {
    const shown = await linkShowing(engine, picture("10"));
    engine.sandbox.addFault({
      path: HOLDINGS,
      itemId: shown.itemId,
      times: 1,
      kind: "error",
      code: "PRODUCT_NOT_READY",
    });
    await work(shown.itemId);
    expect(await itemOf(shown.itemId)).toMatchObject({ state: "preparing" });
    await engine.query("DELETE FROM pgboss.job");
    await receive(shown.itemId, HISTORICAL);
    expect(await jobs()).toEqual([`refresh-item ${shown.itemId}`]);
    await work(shown.itemId);
    const [item] = await engine.query("SELECT FROM item WHERE item_id = $1 AND history_loaded_at IS NOT NULL", [
      shown.itemId,
    ]);
    expect(item).toBeDefined();
    expect(await itemOf(shown.itemId)).toMatchObject({ state: "ok" });
  });
});

describe("an Item that rests", () => {
  async function restingItem() {
    const shown = await importedItem();
    engine.sandbox.setItemError(shown.itemId, "ITEM_LOGIN_REQUIRED");
    await expect(shown.refresh()).rejects.toMatchObject({ code: "REFRESH_FAILED" });
    await engine.query("DELETE FROM pgboss.job");
    secondsLater(600);
    return shown;
  }

  test.each([DATA, TRANSACTIONS, HISTORICAL, ofItem("ERROR")])(
    "is left alone by $webhook_type $webhook_code",
    async (webhook) => {
      const { itemId } = await restingItem();
      await receive(itemId, webhook);
      expect([await outcomes(), await jobs()]).toEqual([["resting"], []]);
      hoursLater(100);
      expect(await queueDueRefreshes(engine.ctx(JOB))).toBe(0);
    },
  );

  test("is refreshed when its login was repaired, and is well again", async () => {
    const { itemId } = await restingItem();
    engine.sandbox.setItemError(itemId, null);
    await receive(itemId, ofItem("LOGIN_REPAIRED"));
    expect(await jobs()).toEqual([`refresh-item ${itemId}`]);
    await work(itemId);
    expect(await itemOf(itemId)).toMatchObject({ state: "ok", waits: false });
  });

  test("rests on when it was not repaired after all", async () => {
    const { itemId } = await restingItem();
    await receive(itemId, ofItem("LOGIN_REPAIRED"));
    await work(itemId);
    expect(await itemOf(itemId)).toMatchObject({ state: "reauth_required", waits: false });
    const before = (await refreshes(itemId)).length;
    await work(itemId);
    expect(await refreshes(itemId)).toHaveLength(before);
  });

  test("is tried again when Plaid could not be asked whether it was", async () => {
    const { itemId } = await restingItem();
    engine.sandbox.setItemError(itemId, null);
    engine.sandbox.addFault({ path: HOLDINGS, itemId, times: 3, kind: "reset" });
    await receive(itemId, ofItem("LOGIN_REPAIRED"));
    await work(itemId);
    expect(await itemOf(itemId)).toMatchObject({ state: "reauth_required", waits: true });
    await engine.query("DELETE FROM pgboss.job");
    hoursLater(1);
    expect(await queueDueRefreshes(engine.ctx(JOB))).toBe(1);
    await work(itemId);
    expect(await itemOf(itemId)).toMatchObject({ state: "ok", waits: false });
  });

  test("that Plaid reports gone rests for ever", async () => {
    const { itemId } = await importedItem();
    engine.sandbox.setItemError(itemId, "USER_PERMISSION_REVOKED");
    await work(itemId);
    await engine.query("DELETE FROM pgboss.job");
    await receive(itemId, ofItem("LOGIN_REPAIRED"));
    expect([await outcomes(), await jobs()]).toEqual([["resting"], []]);
  });
});

describe("R-21: however many come", () => {
  test("those before a refresh begins are one", async () => {
    const { itemId } = await importedItem();
    const before = (await refreshes(itemId)).length;
    for (let times = 0; times < 20; times += 1) await receive(itemId, times % 2 === 0 ? DATA : TRANSACTIONS);
    expect(await jobs()).toEqual([`refresh-item ${itemId}`]);
    await work(itemId);
    expect(await itemOf(itemId)).toMatchObject({ waits: false });
    expect(await refreshes(itemId)).toHaveLength(before + 1);
    expect(await outcomes()).toEqual(Array(20).fill("refresh"));
  });

  test("those while one runs lead to exactly one more, half a minute later, and nothing of what they told is lost", async () => {
    const shown = await importedItem();
    const { itemId } = shown;
    await receive(itemId, DATA);
    engine.sandbox.addFault({ path: "/investments/transactions/get", itemId, times: 1, kind: "delay", delayMs: 1_000 });
    const running = work(itemId);
    const answered = () => engine.plaid.exchanges.filter(({ path }) => path === HOLDINGS).length;
    const before = answered();
    await vi.waitFor(() => expect(answered()).toBeGreaterThan(before), { interval: 5, timeout: 5_000 });
    // Plaid has shown its holdings: this change came too late for the refresh that runs.
    shown.show(picture("30"));
    for (let times = 0; times < 10; times += 1) await receive(itemId, times === 5 ? HISTORICAL : DATA);
    await running;
    expect(await shownValue(shown)).toBe("10");
    expect(await itemOf(itemId)).toMatchObject({ waits: true, inSeconds: 30 });
    await engine.query("DELETE FROM pgboss.job");
    expect(await queueDueRefreshes(engine.ctx(JOB))).toBe(0);
    secondsLater(31);
    expect(await queueDueRefreshes(engine.ctx(JOB))).toBe(1);
    await work(itemId);
    expect(await shownValue(shown)).toBe("30");
    expect((await refreshes(itemId)).at(-1)).toMatchObject({ day: "2024-02-01", trigger: "webhook" });
    expect(await itemOf(itemId)).toMatchObject({ waits: false });
    secondsLater(120);
    await engine.query("DELETE FROM pgboss.job");
    expect(await queueDueRefreshes(engine.ctx(JOB))).toBe(0);
  });

  test("those within half a minute after one that was made for a webhook wait until it is over", async () => {
    const { itemId } = await importedItem();
    await receive(itemId, DATA);
    await work(itemId);
    await engine.query("DELETE FROM pgboss.job");
    secondsLater(10);
    for (let times = 0; times < 10; times += 1) await receive(itemId, TRANSACTIONS);
    expect(await jobs()).toEqual([]);
    expect(await itemOf(itemId)).toMatchObject({ waits: true, inSeconds: 20 });
    secondsLater(30);
    expect(await queueDueRefreshes(engine.ctx(JOB))).toBe(1);
  });

  test("one that was received before that refresh began, and is stored after it, waits as well", async () => {
    const { itemId } = await importedItem();
    secondsLater(2);
    await receive(itemId, DATA);
    await work(itemId);
    await engine.query("DELETE FROM pgboss.job");
    secondsLater(1);
    await receive(itemId, TRANSACTIONS);
    expect(await jobs()).toEqual([]);
    expect(await itemOf(itemId)).toMatchObject({ waits: true, inSeconds: 30 });
  });

  test("one that a user's refresh answers leaves nothing to do, and one after it does not wait", async () => {
    const shown = await importedItem();
    await receive(shown.itemId, DATA);
    await engine.query("DELETE FROM pgboss.job");
    await shown.refresh();
    expect(await itemOf(shown.itemId)).toMatchObject({ waits: false });
    await receive(shown.itemId, DATA);
    expect(await jobs()).toContain(`refresh-item ${shown.itemId}`);
  });

  test("a refresh of days long ago is no answer, and puts off neither that nor the daily one", async () => {
    const shown = await importedItem();
    const before = (await itemOf(shown.itemId)).next;
    await receive(shown.itemId, DATA);
    await engine.query("DELETE FROM pgboss.job");
    await shown.refresh({ startDate: "2025-12-01" as CalendarDate, endDate: "2026-01-31" as CalendarDate });
    expect(await itemOf(shown.itemId)).toMatchObject({ waits: true });
    expect((await itemOf(shown.itemId)).next.getTime()).toBeLessThanOrEqual(before.getTime());
  });

  test("all lost for a day and a half: the daily refresh makes up for them", async () => {
    const shown = await importedItem();
    hoursLater(10);
    shown.show(picture("40"));
    hoursLater(25.1);
    expect(await queueDueRefreshes(engine.ctx(JOB))).toBe(1);
    await work(shown.itemId);
    expect(await shownValue(shown)).toBe("40");
    expect(await outcomes()).toEqual([]);
  });
});

test("S-32: of what is not Plaid's a minute has one warning, however often it comes", async () => {
  const before = engine.logLines.length;
  const warnings = () => engine.logLines.slice(before).filter((line) => line.includes('"reason":"malformed_token"'));
  const readBody = async () => Buffer.from("{}");
  for (let tries = 0; tries < 3; tries++) {
    await expect(receiveWebhook(engine.ctx(WEBHOOK), { token: "forged", readBody })).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
  }
  expect(warnings()).toHaveLength(1);
});
