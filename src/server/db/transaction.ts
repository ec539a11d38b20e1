import { setTimeout as sleep } from "node:timers/promises";
import { type Db, executorOn, poolOf, type SqlExecutor } from "./client";

/** An open transaction. */
export type Tx = SqlExecutor;

const LOCK_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 60_000;
const TRIES = 4;
const RETRY_BASE_MS = 20;
/** serialization_failure and deadlock_detected: the whole transaction may simply be run again. */
const RETRYABLE = new Set(["40001", "40P01"]);

/**
 * Runs `work` in one short transaction and commits; rolls back when it throws. `work` may run again after a deadlock, so it
 * must do nothing but query. Timeouts are local to the transaction, which a pooler in transaction mode requires. Without
 * `waitsForDisk` a crash of the database may undo the commit until the next one that waits.
 */
export async function withTransaction<T>(
  db: Db,
  work: (tx: Tx) => Promise<T>,
  { waitsForDisk = true }: { waitsForDisk?: boolean } = {},
): Promise<T> {
  const begin = waitsForDisk ? "BEGIN" : "BEGIN; SET LOCAL synchronous_commit = off";
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(db, begin, work);
    } catch (error) {
      if (attempt === TRIES || !isRetryable(error)) throw error;
      await sleep(Math.random() * RETRY_BASE_MS * 2 ** attempt);
    }
  }
}

/**
 * Runs `read` on one snapshot of the database: what its statements find was all true at one instant, whatever is committed
 * meanwhile. The connection runs one statement after the other, and writes none.
 */
export function withSnapshot<T>(db: Db, read: (snapshot: SqlExecutor) => Promise<T>): Promise<T> {
  return runOnce(db, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", read);
}

async function runOnce<T>(db: Db, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await poolOf(db).connect();
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on("error", onError);
  try {
    await client.query(
      `${begin}; SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}; SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS}`,
    );
    const result = await work(executorOn(db, client));
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((rollbackError: Error) => {
      broken ??= rollbackError;
    });
    throw error;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

function isRetryable(error: unknown): boolean {
  return error instanceof Error && "code" in error && RETRYABLE.has(String(error.code));
}
