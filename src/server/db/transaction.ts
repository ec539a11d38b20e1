import { setTimeout as sleep } from "node:timers/promises";
import { type Db, executorOn, poolOf, type SqlExecutor } from "./client";

/** An open transaction. */
export type Tx = SqlExecutor;

const LOCK_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 60_000;
/** For a process that is suspended between two statements: others wait for the locks it holds. */
const IDLE_TIMEOUT_MS = 10_000;
const TIMEOUTS = [
  `SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`,
  `SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS}`,
  `SET LOCAL idle_in_transaction_session_timeout = ${IDLE_TIMEOUT_MS}`,
].join("; ");
const TRIES = 4;
const RETRY_BASE_MS = 20;
/** serialization_failure and deadlock_detected: the whole transaction may simply be run again. */
const RETRYABLE = new Set(["40001", "40P01"]);

/**
 * Runs `work` in one short transaction and commits; rolls back when it throws. `work` may run again after a deadlock, so it
 * must do nothing but query. The statements run in the order in which `work` asks for them: those that do not need each other's
 * answers may be asked for at once, and are sent in one go. Timeouts are local to the transaction, which a pooler in transaction
 * mode requires. Without `waitsForDisk` a crash of the database may undo the commit until the next one that waits.
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

/**
 * Runs `read` on one connection, each statement on its own. Those that are asked for at once are sent in one go: on connections of
 * their own, each would wake another process of the server for an answer of a few rows.
 */
export async function onOneConnection<T>(db: Db, read: (sql: SqlExecutor) => Promise<T>): Promise<T> {
  const client = await poolOf(db).connect();
  let isBroken = true;
  try {
    const result = await read(executorOn(db, client));
    isBroken = false;
    return result;
  } finally {
    client.release(isBroken);
  }
}

async function runOnce<T>(db: Db, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await poolOf(db).connect();
  let broken: Error | undefined;
  let isOver = false;
  try {
    // Not at once with what follows: where it fails, that would run on its own.
    await client.query(`${begin}; ${TIMEOUTS}`);
    const result = await work(whileOpen(executorOn(db, client), () => isOver));
    isOver = true;
    await client.query("COMMIT");
    return result;
  } catch (error) {
    isOver = true;
    await client.query("ROLLBACK").catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Of statements asked for at once one may fail while another's successor is still to be asked for: that must not run outside. */
function whileOpen(sql: SqlExecutor, isOver: () => boolean): SqlExecutor {
  return {
    executeSql: async <Row>(...statement: Parameters<SqlExecutor["executeSql"]>) => {
      if (isOver()) throw new Error("a statement was asked for after its transaction was over");
      return sql.executeSql<Row>(...statement);
    },
  };
}

function isRetryable(error: unknown): boolean {
  return error instanceof Error && "code" in error && RETRYABLE.has(String(error.code));
}
