import { isDeepStrictEqual } from "node:util";
import type { PgBoss, Queue } from "pg-boss";
import { JOB_NAMES, JOBS, type JobName } from "./jobs";

/** Where a job goes that has used up its tries. `npm run jobs` lists them and queues them again. */
export const DEAD_LETTERS = "dead-letters";

/** A job whose worker has been silent for so long counts as lost and is tried again. */
const HEARTBEAT_SECONDS = 30;
const DAY_SECONDS = 86_400;

const DEAD_LETTER_QUEUE: Queue = {
  name: DEAD_LETTERS,
  policy: "standard",
  retentionSeconds: 90 * DAY_SECONDS,
  deleteAfterSeconds: 90 * DAY_SECONDS,
};

function queueOf(name: JobName): Queue {
  const { retryLimit, retryDelay, retryDelayMax, expireInSeconds } = JOBS[name];
  const retries = { retryLimit, retryDelay, retryDelayMax, retryBackoff: true };
  return {
    ...{ name, policy: "exclusive", notify: true, deadLetter: DEAD_LETTERS },
    ...{ ...retries, expireInSeconds, heartbeatSeconds: HEARTBEAT_SECONDS },
    // What was asked for and what came of it stands in the runs; a job that is done tells nothing more.
    deleteAfterSeconds: DAY_SECONDS,
  };
}

/** Makes the rows that describe each kind of job, or brings them up to date; nothing happens where they stand already. */
export async function ensureQueues(boss: PgBoss): Promise<void> {
  const wanted = [DEAD_LETTER_QUEUE, ...JOB_NAMES.map(queueOf)];
  const known = new Map((await boss.getQueues(wanted.map(({ name }) => name))).map((queue) => [queue.name, queue]));
  for (const { name, ...options } of wanted) {
    const { policy, ...changeable } = options;
    const present = known.get(name);
    if (!present) await boss.createQueue(name, options);
    else if (!isDeepStrictEqual({ ...present, ...changeable }, present)) await boss.updateQueue(name, changeable);
  }
}
