import * as z from "zod";

/** How one kind of job is queued and retried. Payloads carry ids only, never tokens or data. */
export type JobDefinition<Payload> = {
  readonly payload: z.ZodType<Payload>;
  /** Jobs of the same key are one: at most one of them waits or runs. */
  readonly key: (payload: Payload) => string;
  /** How many of them one process runs side by side; null: as many as the install says. */
  readonly sideBySide: number | null;
  readonly retryLimit: number;
  /** Seconds before the first retry; doubled, with jitter, up to `retryDelayMax`. */
  readonly retryDelay: number;
  readonly retryDelayMax: number;
  /** Seconds after which a running job counts as lost. */
  readonly expireInSeconds: number;
};

const ofItem = z.object({ itemId: z.string() });
const itemKey = ({ itemId }: z.infer<typeof ofItem>) => itemId;

/** What each job carries. */
export type JobPayloads = {
  "first-import": { itemId: string };
  "refresh-item": { itemId: string };
  "sync-item-metadata": { itemId: string };
  "remove-item": { itemId: string };
  "delete-account": { userId: string };
  "refresh-run": { runId: string };
};
export type JobName = keyof JobPayloads;
export type JobPayload<Name extends JobName> = JobPayloads[Name];

/** Every job there is. Adding one here and a handler in `worker/handlers` is all it takes. */
export const JOBS: { readonly [Name in JobName]: JobDefinition<JobPayloads[Name]> } = {
  "first-import": {
    payload: ofItem,
    key: itemKey,
    sideBySide: 4, // each may hold 24 months of an account in memory
    retryLimit: 60,
    retryDelay: 15,
    retryDelayMax: 600,
    expireInSeconds: 1_800,
  },
  "refresh-item": {
    payload: ofItem,
    key: itemKey,
    sideBySide: null,
    retryLimit: 2, // for a worker that was lost: a refresh that fails has its next time on the Item
    retryDelay: 15,
    retryDelayMax: 60,
    expireInSeconds: 1_800,
  },
  "sync-item-metadata": {
    payload: ofItem,
    key: itemKey,
    sideBySide: 8,
    retryLimit: 20,
    retryDelay: 30,
    retryDelayMax: 3_600,
    expireInSeconds: 120,
  },
  "remove-item": {
    payload: ofItem,
    key: itemKey,
    sideBySide: 8,
    retryLimit: 100,
    retryDelay: 30,
    retryDelayMax: 3_600,
    expireInSeconds: 120,
  },
  "delete-account": {
    payload: z.object({ userId: z.string() }),
    key: ({ userId }) => userId,
    sideBySide: 2,
    retryLimit: 100, // it waits for Plaid to have removed the Items
    retryDelay: 5,
    retryDelayMax: 3_600,
    expireInSeconds: 120,
  },
  "refresh-run": {
    payload: z.object({ runId: z.string() }),
    key: ({ runId }) => runId,
    sideBySide: 2, // each refreshes eight Items at a time
    retryLimit: 2,
    retryDelay: 5,
    retryDelayMax: 60,
    expireInSeconds: 6 * 3_600,
  },
};

export const JOB_NAMES = Object.keys(JOBS) as JobName[];
