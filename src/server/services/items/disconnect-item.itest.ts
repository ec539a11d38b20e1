// S-31: what disconnecting a brokerage deletes, what it tells, and what Plaid hears of it, whatever happens meanwhile.
import { afterEach, describe, expect, test } from "vitest";
import { ERASED_KINDS } from "@/domain/erasure";
import { queueErasures } from "@/server/services/account/queue-erasures";
import { exchangePublicToken } from "@/server/services/link/exchange-public-token";
import { listHoldings } from "@/server/services/portfolio/list-holdings";
import { getReceipt } from "@/server/services/receipts/get-receipt";
import { importHistory } from "@/server/services/refresh/import-history";
import { refreshAllItems } from "@/server/services/refresh/refresh-all-items";
import { refreshItem } from "@/server/services/refresh/refresh-item";
import { getRefreshRun } from "@/server/services/refresh-runs/get-refresh-run";
import { listRefreshRuns } from "@/server/services/refresh-runs/list-refresh-runs";
import { startEngine } from "@/testing/engine";
import { exchangeAgain } from "@/testing/exchange-again";
import { disconnectItem } from "./disconnect-item";
import { listConnections } from "./list-connections";
import { removeUnlinkedItem } from "./remove-unlinked-item";

const engine = await startEngine();
const JOB = { kind: "job", trigger: "schedule" } as const;
const REMOVE = "/item/remove";
afterEach(() => engine.sandbox.clearFaults());

const TABLE_OF = {
  refreshRuns: "refresh_run_item",
  refreshChanges: "refresh_change",
  refreshes: "item_refresh",
  transactions: "investment_transaction",
  holdingVersions: "holding_version",
  holdings: "holding",
  accountDays: "account_day",
  webhooks: "webhook_event",
  accounts: "account",
} as const satisfies Record<(typeof ERASED_KINDS)[number], string>;

async function rowsOf(itemId: string): Promise<Record<string, number>> {
  const counted = ERASED_KINDS.map(async (kind) => {
    const sql = `SELECT count(*)::int AS count FROM ${TABLE_OF[kind]} WHERE item_id = $1`;
    return [kind, (await engine.query<{ count: number }>(sql, [itemId]))[0]?.count ?? 0] as const;
  });
  return Object.fromEntries(await Promise.all(counted));
}
const NOTHING = Object.fromEntries(ERASED_KINDS.map((kind) => [kind, 0]));
const removals = (itemId: string) =>
  engine.sandbox.calls().filter((call) => call.path === REMOVE && call.itemId === itemId).length;
const isAtPlaid = (itemId: string) => engine.sandbox.items().some((item) => item.itemId === itemId);
const tokenOf = async (itemId: string) =>
  (
    await engine.query<{ token: string | null }>("SELECT access_token_sealed AS token FROM item WHERE item_id = $1", [
      itemId,
    ])
  )[0]?.token;
const jobs = (itemId: string) =>
  engine.query("SELECT 1 FROM pgboss.job WHERE name = 'remove-item' AND data->>'itemId' = $1 AND state < 'completed'", [
    itemId,
  ]);
const remove = (itemId: string) => removeUnlinkedItem(engine.ctx(JOB), { itemId });

async function imported(userId: string): Promise<string> {
  const itemId = await engine.link({ userId });
  await importHistory(engine.ctx({ kind: "job", trigger: "link" }), { itemId });
  await refreshItem(engine.ctx(), { userId, itemId, window: null });
  await engine.query(
    `INSERT INTO webhook_event (body_hash, signed_at, type, code, item_id, received_at, outcome)
     VALUES ($1, now(), 'HOLDINGS', 'DEFAULT_UPDATE', $1, now(), 'refresh')`,
    [itemId],
  );
  return itemId;
}

describe("what is deleted", () => {
  test("S-31: every row that was read of it, and nothing of another Item; the receipt counts them", async () => {
    const userId = "counted";
    const [itemId, other] = [await imported(userId), await imported(userId)];
    const { runId } = await refreshAllItems(engine.ctx({ kind: "user", userId, keyId: null }), { window: null });
    const [before, untouched] = [await rowsOf(itemId), await rowsOf(other)];
    for (const kind of ERASED_KINDS) expect(before[kind], kind).toBeGreaterThan(0);

    const receipt = await disconnectItem(engine.ctx(), { userId, itemId });
    expect(receipt).toMatchObject({ kind: "item", itemId, erased: before, completedAt: null });
    expect(receipt.plaid).toEqual({ outcome: "pending", requestId: null });
    expect(await rowsOf(itemId)).toEqual(NOTHING);
    expect(await rowsOf(other)).toEqual(untouched);

    const run = await getRefreshRun(engine.ctx({ kind: "user", userId, keyId: null }), { runId });
    expect(run.items.map((item) => item.itemId)).toEqual([other]);
    const { runs } = await listRefreshRuns(engine.ctx(), { userId, before: null });
    const left = await engine.query("SELECT 1 FROM refresh_run_item WHERE item_id = $1", [other]);
    expect(runs).toHaveLength(left.length);
    expect((await listConnections(engine.ctx(), { userId })).map((card) => card.itemId)).toEqual([other]);
    const { rows } = await listHoldings(engine.ctx(), { userId });
    expect(new Set(rows.map((row) => row.itemId))).toEqual(new Set([other]));
  });

  test("S-31: what is left says that there was an Item, and nothing of what was in it", async () => {
    const itemId = await imported("left");
    await engine.query("UPDATE item SET institution_name = 'A bank', institution_id = 'ins_1' WHERE item_id = $1", [
      itemId,
    ]);
    const receipt = await disconnectItem(engine.ctx(), { userId: "left", itemId });
    await remove(itemId);
    const [row] = await engine.query<Record<string, unknown>>("SELECT * FROM item WHERE item_id = $1", [itemId]);
    const kept = Object.entries(row ?? {}).filter(([, value]) => value !== null);
    expect(kept.map(([name]) => name).sort()).toEqual(
      [
        "item_id",
        "user_id",
        "products",
        "state",
        "state_since",
        "failure_count",
        "next_refresh_at",
        "fence",
        "linked_at",
      ]
        .concat("unlinked_at")
        .sort(),
    );
    expect(receipt.institutionName).toBe("A bank");
    const lines = await engine.query("SELECT actor FROM audit_event WHERE action = 'unlink' AND subject = $1", [
      itemId,
    ]);
    expect(lines).toEqual([{ actor: "anonymous" }]);
  });

  test("S-31: asked for twice at once, it is done once", async () => {
    const itemId = await imported("twice");
    const both = await Promise.allSettled([
      disconnectItem(engine.ctx(), { userId: "twice", itemId }),
      disconnectItem(engine.otherProcess(), { userId: "twice", itemId }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find((one) => one.status === "rejected")).toMatchObject({ reason: { code: "ITEM_NOT_FOUND" } });
    expect(await engine.query("SELECT 1 FROM receipt WHERE item_id = $1", [itemId])).toHaveLength(1);
  });

  test("S-31: accounts that an exchange is reading meanwhile are not stored", async () => {
    const publicToken = engine.sandbox.createPublicToken({});
    engine.sandbox.addFault({ path: "/accounts/get", kind: "delay", delayMs: 500 });
    const exchange = exchangePublicToken(engine.ctx(), { userId: "meanwhile", publicToken });
    const linked = () => engine.query<{ id: string }>("SELECT item_id AS id FROM item WHERE user_id = 'meanwhile'");
    await expect.poll(linked).toHaveLength(1);
    const itemId = (await linked())[0]?.id ?? "";
    await disconnectItem(engine.ctx(), { userId: "meanwhile", itemId });
    await exchange;
    expect(await rowsOf(itemId)).toEqual(NOTHING);
  });
});

describe("what Plaid hears", () => {
  test("S-31: /item/remove once; the token is erased and the receipt complete with Plaid's request id", async () => {
    const itemId = await imported("once");
    const { receiptId } = await disconnectItem(engine.ctx(), { userId: "once", itemId });
    expect(removals(itemId)).toBe(0);
    expect(await jobs(itemId)).toHaveLength(1);
    await remove(itemId);
    await remove(itemId);
    expect(removals(itemId)).toBe(1);
    expect(isAtPlaid(itemId)).toBe(false);
    expect(await tokenOf(itemId)).toBeNull();
    const answer = engine.plaid.exchanges.filter(({ path }) => path === REMOVE).at(-1)?.response;
    expect(await getReceipt(engine.ctx(), { userId: "once", receiptId })).toMatchObject({
      plaid: { outcome: "removed", requestId: answer?.request_id },
      completedAt: expect.any(String),
    });
  });

  test.each([
    ["cannot be reached", { kind: "reset", when: "before" }, "removed"],
    ["answers with an error of its own", { kind: "error", code: "INTERNAL_SERVER_ERROR" }, "removed"],
    ["removes it, and its answer is lost", { kind: "reset", when: "after" }, "already_gone"],
  ] as const)(
    "S-31: Plaid %s: the data is gone all the same, the token stays until it is done",
    async (_, fault, outcome) => {
      const itemId = await imported(`down ${fault.kind}`);
      engine.sandbox.addFault({ path: REMOVE, itemId, ...fault });
      const { receiptId } = await disconnectItem(engine.ctx(), { userId: `down ${fault.kind}`, itemId });
      await expect(remove(itemId)).rejects.toThrow();
      expect(await rowsOf(itemId)).toEqual(NOTHING);
      expect(await tokenOf(itemId)).not.toBeNull();
      const receipt = () => getReceipt(engine.ctx(), { userId: `down ${fault.kind}`, receiptId });
      expect((await receipt()).plaid?.outcome).toBe("pending");
      await remove(itemId);
      expect((await receipt()).plaid?.outcome).toBe(outcome);
      expect(isAtPlaid(itemId)).toBe(false);
      expect(await tokenOf(itemId)).toBeNull();
    },
  );

  test("S-31: a removal that was given up is queued again", async () => {
    const itemId = await imported("given-up");
    await disconnectItem(engine.ctx(), { userId: "given-up", itemId });
    await engine.query("DELETE FROM pgboss.job WHERE name = 'remove-item'");
    await queueErasures(engine.ctx(JOB));
    expect(await jobs(itemId)).toHaveLength(1);
    await remove(itemId);
    await engine.query("DELETE FROM pgboss.job WHERE name = 'remove-item'");
    await queueErasures(engine.ctx(JOB));
    expect(await jobs(itemId)).toHaveLength(0);
  });
});

describe("linked again", () => {
  const relink = (userId: string, itemId: string) => {
    exchangeAgain(engine, itemId);
    return exchangePublicToken(engine.ctx(), { userId, publicToken: "public-sandbox-again" });
  };

  test("S-31: before Plaid was told, it stays, and the receipt says so", async () => {
    const itemId = await imported("again");
    const { receiptId } = await disconnectItem(engine.ctx(), { userId: "again", itemId });
    await relink("again", itemId);
    await remove(itemId);
    expect(removals(itemId)).toBe(0);
    expect(await tokenOf(itemId)).not.toBeNull();
    expect(await getReceipt(engine.ctx(), { userId: "again", receiptId })).toMatchObject({
      plaid: { outcome: "relinked" },
    });
    await refreshItem(engine.ctx(), { userId: "again", itemId, window: null });
    expect((await rowsOf(itemId)).holdings).toBeGreaterThan(0);
    await disconnectItem(engine.ctx(), { userId: "again", itemId });
    await remove(itemId);
    expect(removals(itemId)).toBe(1);
  });

  test("S-31: while Plaid is being told, it is refused: a token of an Item that is going would be believed good", async () => {
    const itemId = await imported("late");
    await disconnectItem(engine.ctx(), { userId: "late", itemId });
    engine.sandbox.addFault({ path: REMOVE, itemId, kind: "delay", delayMs: 800 });
    const removing = remove(itemId);
    await expect.poll(() => removals(itemId)).toBe(1);
    await expect(relink("late", itemId)).rejects.toMatchObject({ code: "EXCHANGE_FAILED" });
    await removing;
    expect(await tokenOf(itemId)).toBeNull();
    expect(await listConnections(engine.ctx(), { userId: "late" })).toEqual([]);
  });
});
