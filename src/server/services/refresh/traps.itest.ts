import { beforeEach, expect, test } from "vitest";
import type { CalendarDate } from "@/domain/calendar-date";
import { listAttention } from "@/server/services/attention/list-attention";
import { listConnections } from "@/server/services/items/list-connections";
import { generateUpdateLinkToken } from "@/server/services/link/generate-update-link-token";
import { getRefreshRun } from "@/server/services/refresh-runs/get-refresh-run";
import { startEngine } from "@/testing/engine";
import { goThroughLink } from "@/testing/link-session";
import { wireAccount, wireHolding, wireSecurity, wireTransaction } from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";
import { digestOfRows } from "@/testing/stored-rows";
import { HistoryNotReadyError, importHistory } from "./import-history";
import { refreshAllItems } from "./refresh-all-items";
import { refreshItem } from "./refresh-item";

const engine = await startEngine();
const JOB = { kind: "job", trigger: "link" } as const;
const JANUARY = { startDate: "2026-01-01" as CalendarDate, endDate: "2026-01-31" as CalendarDate };
const HOLDINGS = "/investments/holdings/get";
const TRANSACTIONS = "/investments/transactions/get";
const base = { accounts: [wireAccount("a")], securities: [wireSecurity("s")], holdings: [wireHolding("a", "s")] };
beforeEach(() => engine.setClock(new Date("2026-02-01T12:00:00Z")));

test("T10: a limit on the third page changes nothing; the Item is limited, and the run says why", async () => {
  const rows = (word: string) =>
    Array.from({ length: 1_900 }, (_, at) => wireTransaction(`t${at}`, "a", "2026-01-05", { name: word }));
  const item = await linkShowing(engine, { ...base, investment_transactions: rows("old") });
  await item.refresh(JANUARY);
  const stored = await digestOfRows(engine, item.itemId);
  item.show({ ...base, investment_transactions: rows("new") });
  const limit = { kind: "error", code: "INVESTMENTS_LIMIT" } as const;
  engine.sandbox.addFault({ path: TRANSACTIONS, itemId: item.itemId, nth: 3, ...limit });
  const ctx = engine.ctx({ kind: "user", userId: item.userId, keyId: null });
  const { runId } = await refreshAllItems(ctx, { window: JANUARY });
  expect(await digestOfRows(engine, item.itemId)).toBe(stored);
  const [card] = await listConnections(ctx, { userId: item.userId });
  expect(card).toMatchObject({ state: "ok", reason: "INVESTMENTS_LIMIT", limitedUntil: "2026-02-01T12:01:00.000Z" });
  expect(await getRefreshRun(ctx, { runId })).toMatchObject({
    items: [{ status: "failed", providerErrorCode: "INVESTMENTS_LIMIT", error: expect.stringContaining("limit") }],
  });
  engine.setClock(new Date("2026-02-01T12:01:01Z"));
  await item.refresh(JANUARY);
  expect(await digestOfRows(engine, item.itemId)).not.toBe(stored);
});

/** Signs in again, as the browser does in Link. */
async function signInAgain(userId: string, itemId: string): Promise<void> {
  const { linkToken } = await generateUpdateLinkToken(engine.ctx(), { userId, itemId, purpose: "reconnect" });
  await goThroughLink(engine, linkToken);
}

test.each(["ITEM_LOGIN_REQUIRED", "ITEM_LOCKED", "ADDITIONAL_CONSENT_REQUIRED"])(
  "T20: after %s, signing in again and a refresh clear every warning",
  async (code) => {
    const item = await linkShowing(engine, base);
    await item.refresh();
    engine.sandbox.setItemError(item.itemId, code);
    await expect(item.refresh()).rejects.toMatchObject({ provider: { errorCode: code } });
    const told = async () => {
      const [card] = await listConnections(engine.ctx(), { userId: item.userId });
      const attention = await listAttention(engine.ctx(), { userId: item.userId });
      return {
        needsReconnect: card?.needsReconnect,
        stateText: card?.stateText,
        attention: attention.filter(({ severity }) => severity === "high").length,
      };
    };
    expect(await told()).toMatchObject({ needsReconnect: true, stateText: expect.any(String), attention: 1 });
    await signInAgain(item.userId, item.itemId);
    await item.refresh();
    expect(await told()).toEqual({ needsReconnect: false, stateText: null, attention: 0 });
  },
);

test("T20: a consent that ran out is asked for, and given", async () => {
  const item = await linkShowing(engine, base);
  engine.sandbox.setConsentExpiry(item.itemId, new Date("2026-02-08T00:00:00Z"));
  await item.refresh();
  engine.setClock(new Date("2026-02-08T00:00:01Z"));
  await item.refresh().catch(() => {});
  expect((await item.row())?.state).toBe("reauth_required");
  await signInAgain(item.userId, item.itemId);
  await item.refresh();
  expect(await item.row()).toEqual({ state: "ok", reason: null });
});

test("T23: two clicks that two processes serve at once are one fetch, with one result", async () => {
  const item = await linkShowing(engine, base);
  await item.refresh();
  await engine.query(
    "UPDATE item SET lease_owner = 'another', lease_until = now() + interval '15 seconds', fence = fence + 1 WHERE item_id = $1",
    [item.itemId],
  );
  const asked = () => engine.sandbox.calls().filter((call) => call.itemId === item.itemId && call.path === HOLDINGS);
  const before = asked().length;
  const click = { userId: item.userId, itemId: item.itemId, window: null };
  const clicks = Promise.all([refreshItem(engine.ctx(), click), refreshItem(engine.otherProcess(), click)]);
  // Both wait once both have a run of their own; then the one in front of them goes.
  const waiting = () =>
    engine.query("SELECT 1 FROM refresh_run_item WHERE item_id = $1 AND status IN ('queued', 'running')", [
      item.itemId,
    ]);
  await expect.poll(async () => (await waiting()).length).toBeGreaterThanOrEqual(2);
  await engine.query("UPDATE item SET lease_until = now() - interval '1 second' WHERE item_id = $1", [item.itemId]);
  const [one, other] = await clicks;
  expect(asked()).toHaveLength(before + 1);
  expect(other.upserts).toEqual(one.upserts);
  const runs = await engine.query<{ fence: string }>(
    "SELECT DISTINCT fence::text FROM refresh_run_item WHERE run_id = ANY($1)",
    [[one.runId, other.runId]],
  );
  expect(runs).toHaveLength(1);
});

test("T25: what Plaid still prepares is no failure, and is imported whole once it is ready", async () => {
  const item = await linkShowing(engine, {
    ...base,
    investment_transactions: [wireTransaction("t", "a", "2025-01-05")],
  });
  const notReady = { kind: "error", code: "PRODUCT_NOT_READY", times: "always", forMs: 60_000 } as const;
  engine.sandbox.addFault({ path: TRANSACTIONS, itemId: item.itemId, ...notReady });
  const run = () => importHistory(engine.ctx(JOB), { itemId: item.itemId });
  await expect(run()).rejects.toThrow(HistoryNotReadyError);
  expect(await item.row()).toEqual({ state: "preparing", reason: "PRODUCT_NOT_READY" });
  expect(await engine.query("SELECT 1 FROM holding WHERE item_id = $1", [item.itemId])).toEqual([]);
  engine.setClock(new Date("2026-02-01T12:01:01Z"));
  await run();
  const [card] = await listConnections(engine.ctx(), { userId: item.userId });
  expect(card).toMatchObject({ state: "ok", reason: null, historyLoadedAt: expect.any(String) });
  expect(await engine.query("SELECT 1 FROM investment_transaction WHERE item_id = $1", [item.itemId])).toHaveLength(1);
});
