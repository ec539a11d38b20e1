import { beforeAll, describe, expect, test } from "vitest";
import type { DateRange } from "@/domain/date-range";
import type { AppError } from "@/domain/errors";
import type { AccountId, ItemId, UserId } from "@/domain/ids";
import { listAccounts, upsertAccounts, upsertAccountsSeenAt } from "@/server/db/accounts";
import { sqlOf } from "@/server/db/client";
import { acquireLease, lockIfLeased } from "@/server/db/lease";
import { withTransaction } from "@/server/db/transaction";
import { startEngine } from "@/testing/engine";
import { num, pictureText, wireAccount, wireHolding, wireSecurity } from "@/testing/pictures";
import { refreshAllItems } from "./refresh-all-items";
import { refreshItem } from "./refresh-item";
import { newRefreshRunId } from "./serve-refresh";

const engine = await startEngine();
const PATH = "/investments/holdings/get";

const picture = (value: string) =>
  pictureText({
    accounts: [wireAccount("a", { current: num(value) })],
    securities: [wireSecurity("s")],
    holdings: [wireHolding("a", "s", { institution_value: num(value) })],
  });

const fetches = (itemId: string) =>
  engine.sandbox.calls().filter((call) => call.path === PATH && call.itemId === itemId).length;
const storedValue = async (itemId: string) => {
  const [row] = await engine.query<{ value: string }>(
    "SELECT institution_value::text AS value FROM holding WHERE item_id = $1",
    [itemId],
  );
  return Number(row?.value);
};

describe("single flight, lease and fence", () => {
  let itemId: string;
  const input = () => ({ userId: "alice", itemId, window: null });
  beforeAll(async () => {
    itemId = await engine.link({ userId: "alice" });
    engine.sandbox.setPicture(itemId, picture("1"));
    await refreshItem(engine.ctx(), input());
  });

  test("200 calls at once from two processes share a handful of fetches and agree", async () => {
    const before = fetches(itemId);
    const calls = Array.from({ length: 200 }, (_, i) =>
      refreshItem(i % 2 ? engine.otherProcess() : engine.ctx(), input()),
    );
    const results = await Promise.all(calls);
    expect(new Set(results.map((result) => JSON.stringify(result.upserts))).size).toBe(1);
    expect(fetches(itemId) - before).toBeLessThanOrEqual(6);
  });

  test("R-04: a call that arrives while a fetch is under way sees what Plaid shows after it arrived", async () => {
    engine.sandbox.addFault({ path: PATH, itemId, kind: "delay", delayMs: 300 });
    const early = refreshItem(engine.ctx(), input());
    await expect
      .poll(() => engine.query("SELECT 1 FROM item WHERE item_id = $1 AND lease_until > now()", [itemId]))
      .toHaveLength(1);
    engine.sandbox.setPicture(itemId, picture("42"));
    await Promise.all([refreshItem(engine.ctx(), input()), refreshItem(engine.otherProcess(), input()), early]);
    expect(await storedValue(itemId)).toBe(42);
  });

  test("a holder that was overtaken writes nothing, and its caller still gets an answer", async () => {
    engine.sandbox.setPicture(itemId, picture("50"));
    engine.sandbox.addFault({ path: PATH, itemId, kind: "delay", delayMs: 400 });
    const slow = refreshItem(engine.ctx(), input());
    await expect
      .poll(() => engine.query("SELECT 1 FROM item WHERE item_id = $1 AND lease_until > now()", [itemId]))
      .toHaveLength(1);
    await engine.query("UPDATE item SET lease_until = now() - interval '1 second' WHERE item_id = $1", [itemId]);
    engine.sandbox.setPicture(itemId, picture("51"));
    await refreshItem(engine.otherProcess(), input());
    await slow;
    expect(await storedValue(itemId)).toBe(51);
    const overtaken = await engine.query("SELECT 1 FROM item_refresh WHERE item_id = $1 AND reason = 'superseded'", [
      itemId,
    ]);
    expect(overtaken).toHaveLength(1);
  });

  test("R-14: a refresh whose end cannot be stored keeps nobody waiting: its lease is given back", async () => {
    await engine.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$`);
    await engine.query("CREATE TRIGGER refuse BEFORE UPDATE ON item_refresh FOR EACH ROW EXECUTE FUNCTION refuse()");
    await expect(refreshItem(engine.ctx(), input())).rejects.toThrow();
    await engine.query("DROP FUNCTION refuse CASCADE");
    const began = performance.now();
    await refreshItem(engine.otherProcess(), input());
    expect(performance.now() - began).toBeLessThan(2_000);
    const running = await engine.query("SELECT 1 FROM item_refresh WHERE item_id = $1 AND status = 'running'", [
      itemId,
    ]);
    expect(running).toEqual([]);
  });

  test("R-13: an exchange stores its accounts while a refresh stores the same ones: neither waits for the other", async () => {
    const { db } = engine.ctx();
    const id = itemId as ItemId;
    const startedAt = new Date();
    const window = { startDate: "2026-01-01", endDate: "2026-01-31" } as DateRange;
    const run = {
      runId: newRefreshRunId(),
      userId: "alice" as UserId,
      trigger: "api",
      requestedAt: startedAt,
    } as const;
    const request = { itemId: id, owner: "me", run, window, startedAt, ticket: null };
    const leased = (await acquireLease(sqlOf(db), request))?.leased;
    const [known] = await listAccounts(sqlOf(db), id);
    if (!leased || !known) throw new Error("the Item is leased, or has no account");
    const fresh = { ...known, accountId: "fresh" as AccountId };
    await withTransaction(db, async (tx) => {
      expect(await lockIfLeased(tx, { itemId: id, fence: leased.fence, owner: "me" })).toBe(true);
      await upsertAccountsSeenAt(sqlOf(db), id, [fresh], startedAt);
      await upsertAccounts(tx, id, [fresh], startedAt);
    });
    await engine.query("UPDATE item SET lease_until = NULL WHERE item_id = $1", [itemId]);
    expect((await listAccounts(sqlOf(db), id)).map((account) => account.accountId)).toContain("fresh");
  });

  test("what a process that died left running is closed by the next refresh", async () => {
    await engine.query(
      "UPDATE item SET fence = fence + 1, lease_until = now() - interval '1 minute', lease_owner = 'dead' WHERE item_id = $1",
      [itemId],
    );
    await engine.query(
      `INSERT INTO item_refresh (item_id, fence, range_start, range_end, status, stage, started_at)
       SELECT item_id, fence, '2026-01-01', '2026-01-31', 'running', 'holdings', now() FROM item WHERE item_id = $1`,
      [itemId],
    );
    await refreshItem(engine.ctx(), input());
    expect(
      await engine.query("SELECT 1 FROM item_refresh WHERE item_id = $1 AND status = 'running'", [itemId]),
    ).toEqual([]);
  });
});

describe("refresh_all", () => {
  const personal = (userId: string) => engine.ctx({ kind: "user", userId, keyId: "key" });

  test("T12: an Item with several accounts is fetched once and counted once", async () => {
    const itemId = await engine.link({ userId: "bob", username: "user_retirement" });
    await refreshItem(engine.ctx(), { userId: "bob", itemId, window: null });
    const before = fetches(itemId);
    const result = await refreshAllItems(engine.ctx({ kind: "user", userId: "bob", keyId: null }), { window: null });
    expect(result).toMatchObject({ status: "success", summary: { items: 1 } });
    expect(fetches(itemId) - before).toBe(1);
  });

  test("S-33: of one user twenty are waited for at a time, whichever they are; nobody else waits for that", async () => {
    const itemId = await engine.link({ userId: "dora" });
    await engine.link({ userId: "emil" });
    const [dora, emil] = [personal("dora"), personal("emil")];
    const codeOf = (work: Promise<unknown>) =>
      work.then(
        () => "done",
        (error: AppError) => error.code,
      );
    const ask = (at: number) =>
      at % 2 === 0
        ? refreshAllItems(dora, { window: null })
        : refreshItem(dora, { userId: "dora", itemId, window: null });
    const many = Array.from({ length: 30 }, (_, at) => codeOf(ask(at)));
    expect(await codeOf(refreshAllItems(emil, { window: null }))).toBe("done");
    const codes = await Promise.all(many);
    expect(codes.filter((code) => code === "done")).toHaveLength(20);
    expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(10);
    expect(await codeOf(refreshAllItems(dora, { window: null }))).toBe("done");
    const byService = Array.from({ length: 30 }, () =>
      refreshItem(engine.ctx(), { userId: "dora", itemId, window: null }),
    );
    expect(new Set(await Promise.all(byService.map(codeOf)))).toEqual(new Set(["done"]));
  });

  test("T13: a broken Item is skipped and told in the run; the others count", async () => {
    const broken = await engine.link({ userId: "carol" });
    const fine = await engine.link({ userId: "carol" });
    for (const itemId of [broken, fine]) engine.sandbox.setPicture(itemId, picture("7"));
    engine.sandbox.addFault({
      path: PATH,
      itemId: broken,
      times: "always",
      kind: "error",
      code: "ITEM_LOGIN_REQUIRED",
    });
    const result = await refreshAllItems(engine.ctx({ kind: "user", userId: "carol", keyId: null }), { window: null });
    engine.sandbox.clearFaults();
    expect(result).toMatchObject({ summary: { items: 2, holdings: 1, securities: 1 } });
    const items = await engine.query(
      "SELECT item_id, status, reason FROM refresh_run_item WHERE run_id = $1 ORDER BY status",
      [result.runId],
    );
    expect(items).toEqual([
      { item_id: broken, status: "failed", reason: "ITEM_LOGIN_REQUIRED" },
      { item_id: fine, status: "success", reason: null },
    ]);
    const [run] = await engine.query<{ finished: boolean }>(
      "SELECT finished_at IS NOT NULL AS finished FROM refresh_run WHERE id = $1",
      [result.runId],
    );
    expect(run?.finished).toBe(true);
  });

  test("no Items: zeros", async () => {
    expect(
      await refreshAllItems(engine.ctx({ kind: "user", userId: "nobody", keyId: null }), { window: null }),
    ).toMatchObject({
      summary: { items: 0, holdings: 0, securities: 0, investmentTransactions: 0 },
    });
  });
});
