import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, expect, onTestFinished, test } from "vitest";
import type { ItemId, UserId } from "@/domain/ids";
import { openAccessToken } from "@/server/services/access-token";
import { disconnectItem } from "@/server/services/items/disconnect-item";
import { removeUnlinkedItem } from "@/server/services/items/remove-unlinked-item";
import { getReceipt } from "@/server/services/receipts/get-receipt";
import { refreshItem } from "@/server/services/refresh/refresh-item";
import { startEngine } from "@/testing/engine";
import { runKeys, startKeys } from "@/testing/keys-command";
import { runCountOf } from "@/testing/run-count";

const dataDir = mkdtempSync(join(tmpdir(), "invalidation-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const engine = await startEngine({ mode: "live", env: { DATA_DIR: dataDir } });
await engine.query("UPDATE instance SET environment = 'custom'");
const INVALIDATE = "/item/access_token/invalidate";
const JOB = { kind: "job", trigger: "schedule" } as const;
const KILLS = runCountOf({ usual: 4, soak: 40 });

afterEach(async () => {
  engine.sandbox.clearFaults();
  await engine.query("DROP TRIGGER IF EXISTS refuse ON item");
});

type Row = { item_id: ItemId; user_id: UserId; access_token_sealed: string | null; token_replacement: string | null };
async function rowOf(itemId: string): Promise<Row & { state: string; reason: string | null }> {
  const [row] = await engine.query<Row & { state: string; reason: string | null }>(
    "SELECT item_id, user_id, access_token_sealed, token_replacement, state, reason FROM item WHERE item_id = $1",
    [itemId],
  );
  if (!row) throw new Error("no Item");
  return row;
}
async function tokenOf(itemId: string): Promise<string> {
  const row = await rowOf(itemId);
  const item = { itemId: row.item_id, userId: row.user_id, accessTokenSealed: row.access_token_sealed };
  return openAccessToken(engine.ctx(), item);
}
const refresh = (userId: string, itemId: string) => refreshItem(engine.ctx(), { userId, itemId, window: null });
const spilled = () => readdirSync(join(dataDir, "replaced-tokens")).filter((file) => file.endsWith(".kept"));
const asked = (itemId: string) =>
  engine.sandbox.calls().filter((call) => call.path === INVALIDATE && call.itemId === itemId).length;

/** What a killed run held is free in 15 seconds; here at once. */
const hastenLeases = () => engine.query("UPDATE item SET lease_until = NULL WHERE token_replacement IS NOT NULL");

/** Makes it impossible to store a new token, as a full disk does; what else is written of an Item goes on. */
async function refuseTokens(): Promise<void> {
  await engine.query(
    `CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the disk is full'; END $$`,
  );
  await engine.query(`CREATE TRIGGER refuse BEFORE UPDATE ON item FOR EACH ROW
    WHEN (OLD.access_token_sealed IS DISTINCT FROM NEW.access_token_sealed) EXECUTE FUNCTION refuse()`);
}

test("S-20: one Item's token is replaced: the old one is dead at Plaid, the new one refreshes, and the audit log says so", async () => {
  const itemId = await engine.link({ userId: "one" });
  const old = await tokenOf(itemId);
  const run = await runKeys(["invalidate", "--item", itemId]);
  expect(run).toMatchObject({ code: 0, output: expect.stringContaining(`${itemId}  replaced`) });
  expect(await tokenOf(itemId)).not.toBe(old);
  expect(run.output).not.toContain("access-");
  await refresh("one", itemId);
  expect(spilled()).toEqual([]);
  const events = await engine.query(
    "SELECT actor, user_id, subject FROM audit_event WHERE action = 'token_invalidated'",
  );
  expect(events).toEqual([{ actor: "operator", user_id: "one", subject: itemId }]);
});

test("S-20: killed while the database would not take the new token, it is stored by the next run", async () => {
  const itemId = await engine.link({ userId: "spill" });
  const old = await tokenOf(itemId);
  await refuseTokens();
  const { child, ended } = startKeys(["invalidate", "--item", itemId]);
  await expect.poll(spilled, { timeout: 30_000 }).toHaveLength(1);
  child.kill("SIGKILL");
  await ended;
  const [file = ""] = spilled();
  const path = join(dataDir, "replaced-tokens", file);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, "utf8")).not.toContain("access-");

  // Between the two a refresh says honestly that the access is gone.
  await hastenLeases();
  await expect(refresh("spill", itemId)).rejects.toThrow();
  expect(await rowOf(itemId)).toMatchObject({ state: "key_unavailable", reason: "token_lost" });

  await engine.query("DROP TRIGGER refuse ON item");
  expect((await runKeys(["status"])).output).toContain("1 access token being replaced at Plaid");
  const next = await runKeys(["invalidate", "--all", "--before", "2000-01-01"]);
  expect(next).toMatchObject({ code: 0, output: expect.stringContaining(`${itemId}  replaced`) });
  expect(asked(itemId)).toBe(1);
  expect(await tokenOf(itemId)).not.toBe(old);
  await refresh("spill", itemId);
  expect(await rowOf(itemId)).toMatchObject({ state: "ok", reason: null, token_replacement: null });
  expect(spilled()).toEqual([]);
});

test("S-20: an answer of Plaid that is lost leaves an Item that says that it must be linked again", async () => {
  const itemId = await engine.link({ userId: "lost" });
  engine.sandbox.addFault({ path: INVALIDATE, itemId, kind: "reset", when: "after" });
  expect((await runKeys(["invalidate", "--item", itemId])).output).toContain("unclear");
  // As a run leaves it that was killed while it wrote.
  const file = `${createHash("sha256").update(itemId).digest("hex")}.kept`;
  writeFileSync(join(dataDir, "replaced-tokens", file), '{"name":');
  expect((await runKeys(["invalidate", "--item", itemId])).output).toContain("LOST");
  expect(spilled()).toEqual([]);
  expect(await rowOf(itemId)).toMatchObject({ state: "key_unavailable", reason: "token_lost" });

  // Should its user disconnect it: Plaid cannot be told, which is given up after a day, and the receipt says so.
  const { receiptId } = await disconnectItem(engine.ctx(), { userId: "lost", itemId });
  await expect(removeUnlinkedItem(engine.ctx(JOB), { itemId })).rejects.toThrow();
  await engine.query("UPDATE item SET removal_started_at = now() - interval '25 hours' WHERE item_id = $1", [itemId]);
  await removeUnlinkedItem(engine.ctx(JOB), { itemId });
  const receipt = await getReceipt(engine.ctx(), { userId: "lost", receiptId });
  expect(receipt).toMatchObject({ plaid: { outcome: "unreachable" }, completedAt: expect.any(String) });
  expect((await rowOf(itemId)).access_token_sealed).toBeNull();
});

test("S-20: a call that never reached Plaid is made again by the next run, on the token that is still good", async () => {
  const itemId = await engine.link({ userId: "unsent" });
  engine.sandbox.addFault({ path: INVALIDATE, itemId, kind: "reset", when: "before" });
  const first = await runKeys(["invalidate", "--item", itemId]);
  expect(first).toMatchObject({ code: 1, output: expect.stringContaining("unclear") });
  await refresh("unsent", itemId);
  expect(await runKeys(["invalidate", "--item", itemId])).toMatchObject({ code: 0 });
  await refresh("unsent", itemId);
});

test("S-20: what Plaid refuses changes nothing", async () => {
  const itemId = await engine.link({ userId: "refused" });
  const old = await tokenOf(itemId);
  engine.sandbox.addFault({ path: INVALIDATE, itemId, kind: "error", code: "RATE_LIMIT" });
  const run = await runKeys(["invalidate", "--item", itemId]);
  expect(run).toMatchObject({ code: 1, output: expect.stringContaining("not replaced: RATE_LIMIT") });
  expect(await tokenOf(itemId)).toBe(old);
  expect((await rowOf(itemId)).token_replacement).toBeNull();
});

test("S-20: a token that is replaced while the Item is being disconnected is the one by which it is removed", async () => {
  const itemId = await engine.link({ userId: "leaving" });
  engine.sandbox.addFault({ path: INVALIDATE, itemId, kind: "delay", delayMs: 1_500 });
  const { ended } = startKeys(["invalidate", "--item", itemId]);
  await expect.poll(() => asked(itemId), { timeout: 30_000 }).toBe(1);
  await disconnectItem(engine.ctx(), { userId: "leaving", itemId });
  await ended;
  await removeUnlinkedItem(engine.ctx(JOB), { itemId });
  expect(engine.sandbox.items().map((item) => item.itemId)).not.toContain(itemId);
  expect((await rowOf(itemId)).access_token_sealed).toBeNull();
});

test("S-20: beside refreshes no refresh meets a dead token", { timeout: 120_000 }, async () => {
  await engine.query("UPDATE item SET unlinked_at = now(), access_token_sealed = NULL");
  const items = await Promise.all(
    ["busy-0", "busy-1", "busy-2"].map(async (userId) => ({ userId, itemId: await engine.link({ userId }) })),
  );
  let isOver = false;
  // Also when it fails: what goes on for ever would hide it.
  onTestFinished(() => {
    isOver = true;
  });
  const failures: unknown[] = [];
  const load = items.map(async (item, lane) => {
    while (!isOver) {
      const ctx = lane === 0 ? engine.ctx() : engine.otherProcess();
      await refreshItem(ctx, { ...item, window: null }).catch((error) => failures.push(error));
    }
  });
  for (let round = 0; round < 4; round += 1) {
    expect(await runKeys(["invalidate", "--all"])).toMatchObject({ code: 0 });
  }
  isOver = true;
  await Promise.all(load);
  expect(failures).toEqual([]);
  for (const { itemId } of items) expect(asked(itemId)).toBe(4);
});

test("S-20: all tokens, killed at random points beside refreshes: no Item is lost unsaid, and no refresh fails whose Item is not", {
  timeout: 240_000,
}, async () => {
  await engine.query("UPDATE item SET unlinked_at = now(), access_token_sealed = NULL");
  const users = Array.from({ length: 12 }, (_, index) => `many-${index}`);
  const itemIds: string[] = [];
  for (const userId of users) itemIds.push(await engine.link({ userId }));
  const before = new Map(await Promise.all(itemIds.map(async (id) => [id, await tokenOf(id)] as const)));
  const start = new Date().toISOString();
  let isOver = false;
  // Also when it fails: what goes on for ever would hide it.
  onTestFinished(() => {
    isOver = true;
  });
  const failed = new Set<string>();
  const load = [0, 1].map(async (lane) => {
    for (let turn = lane * 5; !isOver; turn += 1) {
      const index = turn % users.length;
      const item = { userId: users[index] ?? "", itemId: itemIds[index] ?? "" };
      await refreshItem(lane === 0 ? engine.ctx() : engine.otherProcess(), { ...item, window: null }).catch(() =>
        failed.add(item.itemId),
      );
      await sleep(5);
    }
  });
  for (let kill = 0; kill < KILLS; kill += 1) {
    const calls = engine.sandbox.calls().filter((call) => call.path === INVALIDATE).length;
    const { child, ended } = startKeys(["invalidate", "--all", "--before", start]);
    const isBegun = () => engine.sandbox.calls().filter((call) => call.path === INVALIDATE).length > calls;
    while (!isBegun() && child.exitCode === null) await sleep(1);
    await sleep(Math.random() * 40);
    child.kill("SIGKILL");
    await ended;
    await hastenLeases();
  }
  let run = await runKeys(["invalidate", "--all", "--before", start]);
  if (run.code !== 0) run = await runKeys(["invalidate", "--all", "--before", start]);
  isOver = true;
  await Promise.all(load);
  for (const [index, itemId] of itemIds.entries()) {
    const { state, token_replacement } = await rowOf(itemId);
    if (token_replacement !== null) {
      expect(state).toBe("key_unavailable");
      expect(run.output).toContain(`${itemId}  LOST`);
      continue;
    }
    expect(await tokenOf(itemId)).not.toBe(before.get(itemId));
    await refresh(users[index] ?? "", itemId);
    expect((await rowOf(itemId)).state).toBe("ok");
  }
  const lost = itemIds.filter((itemId) => run.output.includes(`${itemId}  LOST`));
  // A kill takes at most the Item at which the run was; a refresh of one whose token lay on the disk alone may fail too.
  expect(lost.length).toBeLessThanOrEqual(KILLS);
  expect(failed.size).toBeLessThanOrEqual(KILLS);
  expect(spilled()).toEqual([]);
});
