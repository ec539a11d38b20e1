import "server-only";
import { type JobResult, type JobWithMetadata, PgBoss } from "pg-boss";
import { type JobQueue, toJobQueue } from "./enqueue";
import { JOB_NAMES, JOBS, type JobDefinition, type JobName, type JobPayload } from "./jobs";
import { ensureQueues } from "./queues";

export type JobTry = {
  readonly jobId: string;
  /** Whether the job becomes a dead letter if this try fails. */
  readonly isLast: boolean;
};

/** What a job does. It may run more than once; throwing asks for another try, if any is left. */
export type JobHandler<Name extends JobName> = (payload: JobPayload<Name>, attempt: JobTry) => Promise<void>;
export type JobHandlers = { readonly [Name in JobName]: JobHandler<Name> };

export type JobRunner = {
  readonly queue: JobQueue;
  /** Claims no more jobs and waits for those that run. */
  stop(): Promise<void>;
};

export type JobRunnerOptions = {
  /** Past any pooler: new jobs are heard of by LISTEN. */
  readonly databaseUrl: string;
  /** Made with the runner's queue, for jobs that queue others. */
  readonly handlers: (queue: JobQueue) => JobHandlers;
  readonly onError: (error: Error) => void;
  /** How many jobs run side by side of a kind that leaves it to the install. */
  readonly sideBySide: number;
  /** How long `stop` waits for running jobs. */
  readonly stopTimeoutMs: number;
};

const MAX_CONNECTIONS = 3;
/** Without LISTEN, and with it: the second is for jobs whose time has come, and for a pooler that swallows the notices. */
const POLL_SECONDS = 0.5;
const POLL_BESIDE_LISTEN_SECONDS = 2;
const MAINTENANCE_SECONDS = 15;

/** Works off every kind of job until it is stopped. */
export async function startJobRunner(options: JobRunnerOptions): Promise<JobRunner> {
  const boss = new PgBoss({
    connectionString: options.databaseUrl,
    max: MAX_CONNECTIONS,
    migrate: false,
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: MAINTENANCE_SECONDS,
    monitorIntervalSeconds: MAINTENANCE_SECONDS,
  });
  boss.on("error", options.onError);
  await boss.start();
  await ensureQueues(boss);
  const queue = toJobQueue(boss);
  const handlers = options.handlers(queue);
  const start = <Name extends JobName>(name: Name) => work(boss, name, handlers[name], options.sideBySide);
  for (const name of JOB_NAMES) await start(name);
  return { queue, stop: () => boss.stop({ graceful: true, timeout: options.stopTimeoutMs }) };
}

/** In two halves, so that a batch which waits for one slow job does not hold up everything of its kind. */
async function work<Name extends JobName>(
  boss: PgBoss,
  name: Name,
  handler: JobHandler<Name>,
  otherwise: number,
): Promise<void> {
  const { sideBySide, payload }: JobDefinition<JobPayload<Name>> = JOBS[name];
  const places = sideBySide ?? otherwise;
  const settings = {
    pollingIntervalSeconds: POLL_SECONDS,
    notifyPollingIntervalSeconds: POLL_BESIDE_LISTEN_SECONDS,
    batchSize: Math.max(1, Math.floor(places / 2)),
    burstWhenBatchFull: true,
    localConcurrency: Math.min(2, places),
    perJobResults: true,
    includeMetadata: true,
  } as const;
  const perform = async ({ id, data, retryCount, retryLimit }: JobWithMetadata<unknown>): Promise<JobResult> => {
    try {
      await handler(payload.parse(data), { jobId: id, isLast: retryCount >= retryLimit });
      return { id, status: "completed" };
    } catch (error) {
      return { id, status: "failed", output: { message: error instanceof Error ? error.message : "unknown" } };
    }
  };
  await boss.work<unknown, unknown, typeof settings>(name, settings, (jobs) => Promise.all(jobs.map(perform)));
}
