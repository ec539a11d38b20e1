import { expect, test, vi } from "vitest";
import { disconnectItem } from "@/server/services/items/disconnect-item";
import { listConnections } from "@/server/services/items/list-connections";
import { exchangePublicToken } from "@/server/services/link/exchange-public-token";
import { listHoldings } from "@/server/services/portfolio/list-holdings";
import { requestRefreshAll } from "@/server/services/refresh/request-refresh-all";
import { getRefreshRun } from "@/server/services/refresh-runs/get-refresh-run";
import { startEngine } from "@/testing/engine";
import { startTestWorker } from "@/testing/worker";

const engine = await startEngine();
await startTestWorker();

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 15_000, interval: 50 });
const card = async (userId: string) => (await listConnections(engine.ctx(), { userId }))[0];

test("a linked brokerage gets its name, its history and its holdings in the background", async () => {
  await engine.link({ userId: "ann" });
  await until(async () => {
    const connection = await card("ann");
    expect(connection).toMatchObject({ state: "ok", institutionName: "First Platypus Bank", progress: null });
    expect(connection?.historyLoadedAt).not.toBeNull();
  });
  expect((await listHoldings(engine.ctx(), { userId: "ann" })).rows.length).toBeGreaterThan(5);
});

test("T28: an exchange does not wait for the first load, however long Plaid takes for it", async () => {
  const path = "/investments/transactions/get";
  engine.sandbox.addFault({ path, times: "always", kind: "delay", delayMs: 1_500 });
  const publicToken = engine.sandbox.createPublicToken({ username: "user_crypto" });
  await exchangePublicToken(engine.ctx(), { userId: "bea", publicToken });
  expect(await card("bea")).toMatchObject({ state: "preparing", historyLoadedAt: null });
  await until(async () => expect((await card("bea"))?.progress).toMatchObject({ stage: expect.any(String) }));
  engine.sandbox.clearFaults();
  await until(async () => expect((await card("bea"))?.state).toBe("ok"));
});

test("data that Plaid is still preparing is asked for again", async () => {
  engine.sandbox.addFault({ path: "/investments/holdings/get", times: 1, kind: "error", code: "PRODUCT_NOT_READY" });
  await engine.link({ userId: "cy" });
  await until(async () => expect((await card("cy"))?.reason).toBe("PRODUCT_NOT_READY"));
  expect((await card("cy"))?.state).toBe("preparing");
  const jobs = await engine.query<{ state: string }>(
    "SELECT state FROM pgboss.job WHERE name = 'first-import' AND state = 'retry'",
  );
  expect(jobs).toHaveLength(1);
});

test("a run that was asked for in the background is worked off, and can be read meanwhile", async () => {
  const itemId = await engine.link({ userId: "dee" });
  await until(async () => expect((await card("dee"))?.state).toBe("ok"));
  const ctx = engine.ctx({ kind: "user", userId: "dee", keyId: null });
  const { runId } = await requestRefreshAll(ctx, { window: null });
  await until(async () => {
    const run = await getRefreshRun(ctx, { runId });
    expect(run).toMatchObject({
      status: "done",
      summary: { items: 1 },
      items: [{ itemId, status: "success", error: null }],
    });
  });
  await expect(
    getRefreshRun(engine.ctx({ kind: "user", userId: "eve", keyId: null }), { runId }),
  ).rejects.toMatchObject({
    code: "REFRESH_RUN_NOT_FOUND",
  });
});

test("T21: a disconnected Item is hidden at once, removed at Plaid even when that fails at first, and its token erased", async () => {
  const itemId = await engine.link({ userId: "fay" });
  await until(async () => expect((await card("fay"))?.state).toBe("ok"));
  engine.sandbox.addFault({ path: "/item/remove", times: 1, kind: "error", code: "INTERNAL_SERVER_ERROR" });
  const ctx = engine.ctx({ kind: "user", userId: "fay", keyId: null });
  await disconnectItem(ctx, { userId: "fay", itemId });
  expect(await listConnections(ctx, { userId: "fay" })).toEqual([]);
  expect((await listHoldings(ctx, { userId: "fay" })).rows).toEqual([]);
  const [job] = await engine.query<{ id: string }>(
    "SELECT id FROM pgboss.job WHERE name = 'remove-item' AND data->>'itemId' = $1",
    [itemId],
  );
  await until(async () => {
    await engine.query("UPDATE pgboss.job SET start_after = now() WHERE id = $1 AND state = 'retry'", [job?.id]);
    const [item] = await engine.query<{ sealed: string | null }>(
      "SELECT access_token_sealed AS sealed FROM item WHERE item_id = $1",
      [itemId],
    );
    expect(item?.sealed).toBeNull();
  });
  expect(engine.sandbox.items().map((item) => item.itemId)).not.toContain(itemId);
});

test("S-19: the token is nowhere in the database in the clear", async () => {
  await engine.link({ userId: "gil" });
  const rows = await engine.query<{ sealed: string }>(
    "SELECT access_token_sealed AS sealed FROM item WHERE access_token_sealed IS NOT NULL",
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every((row) => /^v1\.[0-9a-f]{16}\.[\w-]+$/.test(row.sealed))).toBe(true);
  const leaks = await engine.query(
    "SELECT 1 FROM pgboss.job WHERE data::text ~ '(access|public|link)-sandbox-' OR output::text ~ '(access|public|link)-sandbox-'",
  );
  expect(leaks).toEqual([]);
});
