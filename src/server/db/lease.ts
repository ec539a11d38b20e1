import type { DateRange } from "@/domain/date-range";
import type { ItemId, RefreshRunId, UserId } from "@/domain/ids";
import type { RefreshTrigger } from "@/domain/refresh-trigger";
import type { SqlExecutor } from "./client";
import { IS_ACTIVE, ITEM_COLUMNS, type ItemRecord, type ItemRow, toItemOfRow } from "./items";
import { finishRefreshRun } from "./refresh-runs";

/** How long a lease lasts without being extended. Database time decides, so clocks of machines may differ. */
export const LEASE_SECONDS = 15;

/**
 * A lease that was once granted. `owner` is of this lease alone: a database that lost its last moments in a crash may grant a
 * fence twice, but never the two together.
 */
export type LeaseKey = { readonly itemId: ItemId; readonly fence: bigint; readonly owner: string };

export type LeaseRequest = {
  readonly itemId: ItemId;
  readonly owner: string;
  /** The run that it is for, made here unless it stands already; the Item must be its user's. */
  readonly run: {
    readonly runId: RefreshRunId;
    readonly userId: UserId;
    readonly trigger: RefreshTrigger;
    readonly requestedAt: Date;
  };
  readonly window: DateRange;
  readonly startedAt: Date;
  /**
   * The answer's ticket at the first try, null if this is the first: then the run is made even if the lease is not to be had yet.
   * Later the lease is not taken any more once a refresh that began after the first try has an answer for it.
   */
  readonly ticket: bigint | null;
};

/** `ticket` is the fence before: what has a higher one began after this was asked. `leased` is null while somebody else holds the lease. */
export type LeaseAnswer = {
  readonly ticket: bigint;
  readonly leased: { readonly fence: bigint; readonly item: ItemRecord } | null;
};

const CUT_SHORT_TEXT = "The refresh was cut short";
/** A refresh that is over; one that was cut short says nothing about Plaid. */
const HAS_ANSWER = "f.status IN ('success', 'failed') AND f.reason IS DISTINCT FROM 'superseded'";

type LeaseAnswerRow = Partial<ItemRow> & { ticket: string; former_owner: string | null; cut_short?: RefreshRunId[] };

const IS_UNANSWERED = `NOT EXISTS (
  SELECT FROM item_refresh f WHERE f.item_id = $1 AND f.fence > $10 AND f.range_start = $4 AND f.range_end = $5 AND ${HAS_ANSWER}
)`;
/** Its commit does not wait for the disk, for nothing is promised yet; that of the result does, for both. */
const TAKE = `WITH quick AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true)
  ), before AS MATERIALIZED (
    SELECT fence, lease_owner FROM item WHERE item_id = $1 AND user_id = $7 AND ${IS_ACTIVE}
  ), leased AS (
    UPDATE item SET lease_owner = $2, lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), fence = fence + 1
    WHERE item_id = $1 AND EXISTS (SELECT FROM before) AND ${IS_UNANSWERED}`;
const OPEN = `RETURNING ${ITEM_COLUMNS}
  ), opened AS (
    INSERT INTO item_refresh (item_id, fence, range_start, range_end, status, stage, started_at)
    SELECT $1, fence, $4, $5, 'running', 'holdings', $6 FROM leased
  ), run AS (
    INSERT INTO refresh_run (id, user_id, trigger, range_start, range_end, requested_at, started_at)
    SELECT $3, $7, $8, $4, $5, $9, $9 FROM before WHERE $10::bigint IS NULL OR EXISTS (SELECT FROM leased) ON CONFLICT (id) DO NOTHING
  ), started AS (
    UPDATE refresh_run r SET started_at = $6 FROM leased WHERE r.id = $3 AND r.started_at IS NULL
  ), run_item AS (
    INSERT INTO refresh_run_item (run_id, item_id, status, fence)
    SELECT $3, $1, CASE WHEN leased.fence IS NULL THEN 'queued' ELSE 'running' END, leased.fence
    FROM quick, before LEFT JOIN leased ON true WHERE $10 IS NULL OR leased.fence IS NOT NULL
    ON CONFLICT (run_id, item_id) DO UPDATE SET status = excluded.status, fence = excluded.fence
    WHERE excluded.fence IS NOT NULL
  )`;
const TAKE_UNOWNED = `${TAKE} AND lease_owner IS NULL ${OPEN}
  SELECT before.fence AS ticket, before.lease_owner AS former_owner, leased.* FROM quick, before LEFT JOIN leased ON true`;
/** And ends what its dead holder left running, in all runs but the one that goes on. */
const TAKE_ABANDONED = `${TAKE} AND (lease_until IS NULL OR lease_until < now()) ${OPEN}, ended AS (
    UPDATE item_refresh f SET status = 'failed', reason = 'superseded', error = $11, finished_at = $6 FROM leased
    WHERE f.item_id = $1 AND f.status = 'running' AND f.fence < leased.fence
  ), cut_short AS (
    UPDATE refresh_run_item m SET status = 'failed', reason = 'superseded', error = $11 FROM leased
    WHERE m.item_id = $1 AND m.status = 'running' AND m.fence < leased.fence AND m.run_id <> $3 RETURNING m.run_id
  )
  SELECT before.fence AS ticket, before.lease_owner AS former_owner, leased.*, ARRAY(SELECT run_id FROM cut_short) AS cut_short
  FROM quick, before LEFT JOIN leased ON true`;

/**
 * Takes the Item's lease if it is free and opens the refresh that it is for: one statement, and where an owner is named a second,
 * which ends what a dead holder left running. Null when the user has no such Item that is active: then nothing is written,
 * except the run, for the caller to settle, where the Item was unlinked between the two.
 */
export async function acquireLease(sql: SqlExecutor, request: LeaseRequest): Promise<LeaseAnswer | null> {
  const { run, window, startedAt } = request;
  const values = [
    ...[request.itemId, request.owner, run.runId, window.startDate, window.endDate, startedAt],
    ...[run.userId, run.trigger, run.requestedAt, request.ticket],
  ];
  // An owner stays named until its result is stored. Mostly there is none, so nothing to end either: a statement half as dear.
  const [unowned] = (await sql.executeSql<LeaseAnswerRow>(TAKE_UNOWNED, values)).rows;
  if (!unowned || unowned.fence || unowned.former_owner === null) return unowned ? toLeaseAnswer(unowned) : null;
  const [row] = (await sql.executeSql<LeaseAnswerRow>(TAKE_ABANDONED, [...values, CUT_SHORT_TEXT])).rows;
  for (const runId of row?.cut_short ?? []) await finishRefreshRun(sql, runId, startedAt);
  return row ? toLeaseAnswer(row) : null;
}

function toLeaseAnswer(row: LeaseAnswerRow): LeaseAnswer {
  const item = row.fence ? toItemOfRow(row as ItemRow) : null;
  return { ticket: BigInt(row.ticket), leased: item && { fence: item.fence, item } };
}

/** Takes the Item's lease for something else than a refresh; null while somebody holds it. */
export async function acquireBareLease(
  sql: SqlExecutor,
  { itemId, owner }: Pick<LeaseKey, "itemId" | "owner">,
): Promise<ItemRecord | null> {
  const { rows } = await sql.executeSql<ItemRow>(
    `UPDATE item SET lease_owner = $2, lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), fence = fence + 1
     WHERE item_id = $1 AND (lease_until IS NULL OR lease_until < now()) RETURNING ${ITEM_COLUMNS}`,
    [itemId, owner],
  );
  return rows[0] ? toItemOfRow(rows[0]) : null;
}

const HELD = "item_id = $1 AND fence = $2 AND lease_owner = $3 AND lease_until IS NOT NULL";

/** Keeps the lease for another term; false when it has passed to somebody else. */
export async function extendLease(sql: SqlExecutor, { itemId, fence, owner }: LeaseKey): Promise<boolean> {
  const { rows } = await sql.executeSql(
    `UPDATE item SET lease_until = now() + make_interval(secs => ${LEASE_SECONDS}) WHERE ${HELD} RETURNING 1`,
    [itemId, fence, owner],
  );
  return rows.length > 0;
}

/** Gives up a lease that leads to no result. Its owner stays named, so that the next holder closes what was begun under it. */
export async function releaseLease(
  sql: SqlExecutor,
  { itemId, owner }: Pick<LeaseKey, "itemId" | "owner">,
): Promise<void> {
  await sql.executeSql("UPDATE item SET lease_until = NULL WHERE item_id = $1 AND lease_owner = $2", [itemId, owner]);
}

/**
 * Locks the Item's row to the end of the transaction; false when the lease has passed to somebody else or was given up. Not its
 * key: whoever inserts a row of the Item meanwhile, as an exchange does its accounts, would wait for this transaction, and this
 * one for the row.
 */
export async function lockIfLeased(sql: SqlExecutor, { itemId, fence, owner }: LeaseKey): Promise<boolean> {
  const { rows } = await sql.executeSql(`SELECT 1 FROM item WHERE ${HELD} FOR NO KEY UPDATE`, [itemId, fence, owner]);
  return rows.length > 0;
}
