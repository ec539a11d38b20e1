import "server-only";
import { PgBoss } from "pg-boss";
import { JOB_NAMES, JOBS, type JobDefinition, type JobName, type JobPayload } from "./jobs";

/** A job whose worker has been silent for so long counts as lost and is tried again. */
const HEARTBEAT_SECONDS = 30;

/** Anything that runs one statement: a pool, or the transaction that a job must commit with. */
export type SqlRunner = { executeSql(text: string, values?: readonly unknown[]): Promise<{ rows: unknown[] }> };

export type JobQueue = {
  /** Queues a job unless one with the same key waits or runs. With `within`, it exists if and only if that transaction commits. */
  enqueue<Name extends JobName>(name: Name, payload: JobPayload<Name>, options?: { within?: SqlRunner }): Promise<void>;
  close(): Promise<void>;
};

export type QueueOptions = {
  readonly databaseUrl: string;
  readonly onError: (error: Error) => void;
};

/**
 * A queue that is only written to. Its tables are made by the migrations, never here. It has a connection of its own: a caller
 * that queues within a transaction holds one of the application's pool already.
 */
export async function openQueue({ databaseUrl, onError }: QueueOptions): Promise<JobQueue> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: 1,
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

/** Makes the rows that describe each kind of job; nothing happens where they stand already. */
export async function ensureQueues(boss: PgBoss): Promise<void> {
  const known = new Set((await boss.getQueues([...JOB_NAMES])).map((queue) => queue.name));
  for (const name of JOB_NAMES) if (!known.has(name)) await boss.createQueue(name, { policy: "exclusive" });
}

export function toJobQueue(boss: PgBoss): JobQueue {
  return {
    enqueue: async (name, payload, options = {}) => {
      const job: JobDefinition<JobPayload<typeof name>> = JOBS[name];
      await boss.send(name, payload, {
        singletonKey: job.key(payload),
        retryLimit: job.retryLimit,
        retryDelay: job.retryDelay,
        retryDelayMax: job.retryDelayMax,
        retryBackoff: true,
        expireInSeconds: job.expireInSeconds,
        heartbeatSeconds: HEARTBEAT_SECONDS,
        ...(options.within ? { db: toBossDb(options.within) } : {}),
      });
    },
    close: () => boss.stop({ graceful: false }),
  };
}

function toBossDb(sql: SqlRunner) {
  return { executeSql: (text: string, values?: unknown[]) => sql.executeSql(text, values) };
}
