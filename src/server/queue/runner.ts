import "server-only";
import { PgBoss } from "pg-boss";
import { ensureQueues, type JobQueue, toJobQueue } from "./enqueue";
import { JOB_NAMES, JOBS, type JobDefinition, type JobName, type JobPayload } from "./jobs";

/** What a job does. It may run more than once; throwing asks for another try, if any is left. */
export type JobHandler<Name extends JobName> = (payload: JobPayload<Name>, jobId: string) => Promise<void>;
export type JobHandlers = { readonly [Name in JobName]: JobHandler<Name> };

export type JobRunner = {
  readonly queue: JobQueue;
  /** Claims no more jobs and waits for those that run. */
  stop(): Promise<void>;
};

export type JobRunnerOptions = {
  readonly databaseUrl: string;
  /** Made with the runner's queue, for jobs that queue others. */
  readonly handlers: (queue: JobQueue) => JobHandlers;
  readonly onError: (error: Error) => void;
  /** Jobs of one kind that run side by side. */
  readonly concurrency: number;
  /** How long `stop` waits for running jobs. */
  readonly stopTimeoutMs: number;
};

const MAX_CONNECTIONS = 3;
const POLL_SECONDS = 0.5;
const MAINTENANCE_SECONDS = 15;

/** Works off every kind of job until it is stopped. */
export async function startJobRunner(options: JobRunnerOptions): Promise<JobRunner> {
  const boss = new PgBoss({
    connectionString: options.databaseUrl,
    max: MAX_CONNECTIONS,
    migrate: false,
    schedule: false,
    superviseIntervalSeconds: MAINTENANCE_SECONDS,
    monitorIntervalSeconds: MAINTENANCE_SECONDS,
  });
  boss.on("error", options.onError);
  await boss.start();
  await ensureQueues(boss);
  const queue = toJobQueue(boss);
  const handlers = options.handlers(queue);
  const start = <Name extends JobName>(name: Name) => work(boss, name, handlers[name], options.concurrency);
  for (const name of JOB_NAMES) await start(name);
  return { queue, stop: () => boss.stop({ graceful: true, timeout: options.stopTimeoutMs }) };
}

async function work<Name extends JobName>(boss: PgBoss, name: Name, handler: JobHandler<Name>, concurrency: number) {
  const definition: JobDefinition<JobPayload<Name>> = JOBS[name];
  await boss.work<unknown>(
    name,
    { pollingIntervalSeconds: POLL_SECONDS, localConcurrency: concurrency },
    async (jobs) => {
      for (const job of jobs) await handler(definition.payload.parse(job.data), job.id);
    },
  );
}
