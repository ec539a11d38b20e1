import "server-only";
import { PgBoss } from "pg-boss";
import { JOBS, type JobDefinition, type JobName, type JobPayload } from "./jobs";
import { DEAD_LETTERS, ensureQueues } from "./queues";

/** Anything that runs one statement: a pool, or the transaction that a job must commit with. */
export type SqlRunner = { executeSql(text: string, values?: readonly unknown[]): Promise<{ rows: unknown[] }> };

export type EnqueueOptions = {
  /** The jobs exist if and only if this transaction commits. */
  readonly within?: SqlRunner;
  /** Those of its kind with a lower one go first, whenever they come; 0 unless given. */
  readonly place?: number;
};

export type JobQueue = {
  /** Queues a job unless one with the same key waits or runs. */
  enqueue<Name extends JobName>(name: Name, payload: JobPayload<Name>, options?: EnqueueOptions): Promise<void>;
  /** The same for many jobs, in one statement. */
  enqueueAll<Name extends JobName>(
    name: Name,
    payloads: readonly JobPayload<Name>[],
    options?: EnqueueOptions,
  ): Promise<void>;
  /** Deletes a job wherever it stands, also while it runs and when it was given up: nobody reads any more what it was about. */
  forget<Name extends JobName>(name: Name, payload: JobPayload<Name>, options?: EnqueueOptions): Promise<void>;
  close(): Promise<void>;
};

const nothing = async () => {};
/** Takes every job and does none. */
export const NO_JOBS: JobQueue = { enqueue: nothing, enqueueAll: nothing, forget: nothing, close: nothing };

export type QueueOptions = {
  /** Past any pooler, whose connections the transactions that queue may all hold. */
  readonly databaseUrl: string;
  readonly onError: (error: Error) => void;
};

/** Somebody waits for what is queued here, and each statement of it is short. */
const ANSWER_WITHIN_MS = 2_500;

/**
 * A queue that is only written to. Its tables are made by the migrations, never here. It has a connection of its own: a caller
 * that queues within a transaction holds one of the application's pool already.
 */
export async function openQueue({ databaseUrl, onError }: QueueOptions): Promise<JobQueue> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: 1,
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
    ...{ query_timeout: ANSWER_WITHIN_MS }, // for pg, which it is passed on to
    migrate: false,
    supervise: false,
    schedule: false,
    registerInstance: false,
  });
  boss.on("error", onError);
  await boss.start();
  await ensureQueues(boss);
  return toJobQueue(boss);
}

export function toJobQueue(boss: PgBoss): JobQueue {
  const enqueueAll: JobQueue["enqueueAll"] = async (name, payloads, { within, place = 0 } = {}) => {
    const { key }: JobDefinition<JobPayload<typeof name>> = JOBS[name];
    const jobs = payloads.map((payload) => ({ data: payload, singletonKey: key(payload), priority: -place }));
    if (jobs.length > 0) await boss.insert(name, jobs, within && { db: toBossDb(within) });
  };
  const forget: JobQueue["forget"] = async (name, payload, { within } = {}) => {
    const on = within ? { db: toBossDb(within) } : {};
    for (const queue of [name, DEAD_LETTERS]) {
      const jobs = await boss.findJobs(queue, { data: payload, ...on });
      const ids = jobs.filter(({ sourceName }) => (sourceName ?? name) === name).map(({ id }) => id);
      if (ids.length > 0) await boss.deleteJob(queue, ids, on);
    }
  };
  return {
    enqueue: (name, payload, options) => enqueueAll(name, [payload], options),
    enqueueAll,
    forget,
    close: () => boss.stop({ graceful: false }),
  };
}

function toBossDb(sql: SqlRunner) {
  return { executeSql: (text: string, values?: unknown[]) => sql.executeSql(text, values) };
}
