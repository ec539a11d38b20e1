import { spawnSync } from "node:child_process";
import pg from "pg";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { createTestDatabase } from "@/testing/db";
import { type JobQueue, openQueue } from "./enqueue";
import { JOB_NAMES, type JobName, type JobPayload } from "./jobs";
import { type JobHandlers, type JobRunner, type JobTry, startJobRunner } from "./runner";

const { url, directUrl } = await createTestDatabase();
const pool = new pg.Pool({ connectionString: directUrl, max: 1 });
pool.on("error", () => {});
afterAll(() => pool.end());
const queue: JobQueue = await openQueue({ databaseUrl: directUrl, onError: () => {} });
afterAll(() => queue.close());

let runner: JobRunner | null = null;
afterEach(async () => {
  await runner?.stop();
  runner = null;
  await pool.query("DELETE FROM pgboss.job");
});

const until = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 20_000, interval: 25 });
const statesOf = async (name: JobName) =>
  (await pool.query("SELECT state::text, count(*)::int FROM pgboss.job WHERE name = $1 GROUP BY 1", [name])).rows;

/** Works off jobs with `handler`, whatever their kind. */
async function workWith(
  handler: (name: JobName, payload: JobPayload<JobName>, attempt: JobTry) => Promise<void>,
  { sideBySide = 4 } = {},
) {
  const of = (name: JobName) => [name, (payload: never, attempt: JobTry) => handler(name, payload, attempt)];
  const handlers: JobHandlers = Object.fromEntries(JOB_NAMES.map(of));
  runner = await startJobRunner({
    databaseUrl: directUrl,
    handlers: () => handlers,
    onError: () => {},
    sideBySide,
    stopTimeoutMs: 2_000,
  });
}

const items = (count: number) => Array.from({ length: count }, (_, at) => ({ itemId: `item-${at}` }));

test("jobs of one kind run side by side, and one that fails fails alone", async () => {
  let running = 0;
  let most = 0;
  await queue.enqueueAll("sync-item-metadata", items(12));
  await workWith(async (_name, payload) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 100));
    running -= 1;
    if ("itemId" in payload && payload.itemId === "item-3") throw new Error("item-3 is ill");
  });
  await until(async () => {
    expect(await statesOf("sync-item-metadata")).toEqual(
      expect.arrayContaining([
        { state: "completed", count: 11 },
        { state: "retry", count: 1 },
      ]),
    );
  });
  expect(most).toBeGreaterThanOrEqual(4);
});

test("a job that takes long holds up no other of its kind", async () => {
  const done: string[] = [];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await queue.enqueueAll("sync-item-metadata", items(20));
  await workWith(async (_name, payload) => {
    const { itemId } = payload as { itemId: string };
    if (itemId === "item-0") await held;
    done.push(itemId);
  });
  await until(() => expect(done.length).toBeGreaterThanOrEqual(16));
  expect(done).not.toContain("item-0");
  release();
  await until(() => expect(done).toHaveLength(20));
});

test("one with a lower place goes first, whenever it came", async () => {
  const done: string[] = [];
  for (const [itemId, place] of Object.entries({ "item-2": 2, "item-1": 1, "item-0": 0, "item-1b": 1 }))
    await queue.enqueue("refresh-item", { itemId }, { place });
  await workWith(async (_name, payload) => void done.push((payload as { itemId: string }).itemId), { sideBySide: 1 });
  await until(() => expect(done).toEqual(["item-0", "item-1", "item-1b", "item-2"]));
});

test("the same job is queued once, however often it is asked for, alone or among others", async () => {
  await queue.enqueue("remove-item", { itemId: "item-1" });
  await Promise.all([queue.enqueueAll("remove-item", items(3)), queue.enqueueAll("remove-item", items(3))]);
  expect(await statesOf("remove-item")).toEqual([{ state: "created", count: 3 }]);
});

test("a job that was given up is listed, and can be queued again once", async () => {
  const jobs = (...args: string[]) => {
    const env = {
      ...process.env,
      DATABASE_URL: url,
      DATABASE_DIRECT_URL: directUrl,
      PLAID_CLIENT_ID: "",
      PLAID_SECRET: "",
    };
    const { stdout, stderr, status } = spawnSync(process.execPath, ["scripts/jobs.mjs", ...args], {
      env,
      encoding: "utf8",
    });
    return { stdout, stderr, status };
  };
  expect(jobs("list").stdout).toBe("0 given up\n");
  let isIll = true;
  const lastTries: boolean[] = [];
  await queue.enqueue("refresh-run", { runId: "run-1" });
  await workWith(async (_name, _payload, { isLast }) => {
    lastTries.push(isLast);
    if (isIll) throw new Error("the run is ill");
  });
  await until(async () => {
    await pool.query("UPDATE pgboss.job SET start_after = now() WHERE state = 'retry'");
    expect(lastTries).toHaveLength(3);
  });
  await until(async () => {
    expect(jobs("list").stdout).toMatch(/ refresh-run \{"runId":"run-1"\} {2}3 tries: the run is ill\n1 given up\n$/);
  });
  expect(lastTries).toEqual([false, false, true]);
  isIll = false;
  expect(jobs("retry", "00000000-0000-4000-8000-000000000000")).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("no job of this id was given up"),
  });
  expect(jobs("retry", "all").stdout).toBe("1 queued again\n");
  await until(() => expect(lastTries).toHaveLength(4));
  expect(jobs("list").stdout).toBe("0 given up\n");
});
