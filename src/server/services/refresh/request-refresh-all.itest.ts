// Refreshes of everything that nobody waits for.
import { beforeEach, expect, test } from "vitest";
import type { CalendarDate } from "@/domain/calendar-date";
import type { RefreshRunId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { startRefreshRun } from "@/server/db/refresh-runs";
import { getRefreshRun } from "@/server/services/refresh-runs/get-refresh-run";
import { startEngine } from "@/testing/engine";
import { heldBack } from "@/testing/gate";
import { requestRefreshAll } from "./request-refresh-all";
import { workOffRefreshRun } from "./work-off-refresh-run";

const engine = await startEngine();
const JOB = engine.ctx({ kind: "job", trigger: "schedule" });
const JANUARY = { startDate: "2026-01-01" as CalendarDate, endDate: "2026-01-31" as CalendarDate };

let count = 0;
let userId = "";
beforeEach(async () => {
  userId = `user ${++count}`;
  await engine.link({ userId });
});

const byKey = (owner = userId) => engine.ctx({ kind: "user", userId: owner, keyId: "key" });
const ask = async (ctx = byKey(), window: typeof JANUARY | null = null) =>
  (await requestRefreshAll(ctx, { window })).runId as RefreshRunId;
const jobsOf = (runId: string) => engine.query("SELECT FROM pgboss.job WHERE data->>'runId' = $1", [runId]);
const linesOf = (owner: string) =>
  engine.query("SELECT FROM audit_event WHERE action = 'refresh_all' AND user_id = $1", [owner]);

test("S-33: the same asked for again while it waits is that run, also all at once and in two processes", async () => {
  const other = engine.otherProcess({ kind: "user", userId, keyId: "key" });
  const RUN_STORED = { event: "INSERT", table: "refresh_run" } as const;
  const { results: runIds } = await heldBack(engine, RUN_STORED, () => ask(), [
    () => ask(other),
    () => ask(),
    () => ask(other),
  ]);
  expect(new Set([...runIds, await ask()]).size).toBe(1);
  const [runId] = runIds;
  expect(await engine.query("SELECT FROM refresh_run WHERE user_id = $1 AND trigger = 'api'", [userId])).toHaveLength(
    1,
  );
  expect(await jobsOf(runId)).toHaveLength(1);
  expect(await linesOf(userId)).toHaveLength(1);
  await workOffRefreshRun(JOB, { runId });
  expect(await getRefreshRun(byKey(), { runId })).toMatchObject({ status: "done", items: [{ status: "success" }] });
});

test("S-33: another window, other Items or another caller is another run", async () => {
  // To begin with, the Items of everyone are the user's.
  await engine.query("UPDATE item SET unlinked_at = now() WHERE user_id <> $1", [userId]);
  const runIds = [
    await ask(),
    await ask(byKey(), JANUARY),
    await ask(engine.ctx({ kind: "user", userId, keyId: null })),
  ];
  const everyone = engine.ctx();
  runIds.push(await ask(everyone));
  expect(await ask(everyone)).toBe(runIds.at(-1));
  await engine.link({ userId: "somebody else" });
  runIds.push(await ask(byKey("somebody else")), await ask(everyone));
  await engine.link({ userId });
  runIds.push(await ask());
  expect(new Set(runIds).size).toBe(runIds.length);
});

test("R-04: a run that has begun is not joined: it may have asked Plaid already", async () => {
  const runId = await ask();
  await startRefreshRun(sqlOf(engine.ctx().db), runId, new Date());
  expect(await ask()).not.toBe(runId);
});

test("S-33: nor one that a day has not begun, nor one in which an Item has its result; a job that was given up is queued anew", async () => {
  const runId = await ask();
  await engine.query("DELETE FROM pgboss.job WHERE data->>'runId' = $1", [runId]);
  expect(await ask()).toBe(runId);
  expect(await jobsOf(runId)).toHaveLength(1);
  await engine.query("UPDATE refresh_run_item SET status = 'failed' WHERE run_id = $1", [runId]);
  const next = await ask();
  expect(next).not.toBe(runId);
  await engine.query("UPDATE refresh_run SET requested_at = now() - interval '1 day' WHERE id = $1", [next]);
  expect(await ask()).not.toBe(next);
});

const onDay = (day: number) => {
  const date = `2026-01-${String(day).padStart(2, "0")}` as CalendarDate;
  return { startDate: date, endDate: date };
};

test("S-33: of one user twenty wait at most, and nobody else is held up by them", async () => {
  const runIds: string[] = [];
  for (let day = 1; day <= 20; day++) runIds.push(await ask(byKey(), onDay(day)));
  await expect(ask(byKey(), onDay(21))).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfterSeconds: 60 });
  expect(await ask(byKey(), onDay(7))).toBe(runIds[6]);
  await engine.link({ userId: "a neighbour" });
  await ask(byKey("a neighbour"), onDay(21));
  await workOffRefreshRun(JOB, { runId: runIds[0] ?? "" });
  await ask(byKey(), onDay(21));
});

test("S-33: whose first run waits goes before another's second, whoever asked first", async () => {
  await engine.query("DELETE FROM pgboss.job");
  const [first, second] = [await ask(byKey(), onDay(1)), await ask(byKey(), onDay(2))];
  await engine.link({ userId: "another neighbour" });
  const others = await ask(byKey("another neighbour"), onDay(3));
  const fetched = await engine.query<{ run: string }>(
    "SELECT data->>'runId' AS run FROM pgboss.job WHERE name = 'refresh-run' ORDER BY priority DESC, created_on",
  );
  expect(fetched.map(({ run }) => run)).toEqual([first, others, second]);
});
