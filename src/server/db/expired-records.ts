import type { SqlExecutor } from "./client";

const RECORDS_KEPT = "$1::timestamptz - interval '90 days'";
const CHANGES_KEPT = "$1::timestamptz - interval '24 months'";

/** A statement that deletes the rows which `which` finds: at most $2 of them, and none that another process is just deleting. */
const deletion = (table: string, which: string, locked = table) =>
  `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ${locked}.ctid FROM ${which} LIMIT $2 FOR UPDATE OF ${locked} SKIP LOCKED)) RETURNING 1`;

const SINCE = (column: string) => `${column} < $1::timestamptz`;

/** What is kept for a time, in the order in which it goes: a refresh is kept as long as its changes, which it dates, and its runs. */
const DELETIONS = {
  // An hour past its end, for the exchange that began while it was open.
  link_intent: deletion("link_intent", "link_intent WHERE created_at <= $1::timestamptz - interval '5 hours'"),
  webhook_event: deletion("webhook_event", `webhook_event WHERE received_at < ${RECORDS_KEPT}`),
  refresh_run: deletion("refresh_run", `refresh_run WHERE requested_at < ${RECORDS_KEPT} AND finished_at IS NOT NULL`),
  refresh_change: deletion(
    "refresh_change",
    `item_refresh f JOIN refresh_change c USING (item_id, fence) WHERE f.started_at < ${CHANGES_KEPT}`,
    "c",
  ),
  item_refresh: deletion(
    "item_refresh",
    `item_refresh f WHERE f.started_at < ${RECORDS_KEPT} AND f.status <> 'running'
       AND NOT EXISTS (SELECT FROM refresh_change c WHERE c.item_id = f.item_id AND c.fence = f.fence)
       AND NOT EXISTS (SELECT FROM refresh_run_item r WHERE r.item_id = f.item_id AND r.fence = f.fence)`,
    "f",
  ),
  // Of no use to anybody from then on.
  dashboard_session: deletion("dashboard_session", `dashboard_session WHERE ${SINCE("expires_at")}`),
  dashboard_verification: deletion("dashboard_verification", `dashboard_verification WHERE ${SINCE("expires_at")}`),
  dashboard_link: deletion("dashboard_link", `dashboard_link WHERE ${SINCE("expires_at")}`),
  rate_limit: deletion("rate_limit", `rate_limit WHERE ${SINCE("ends_at")}`),
};

export type ExpiringTable = keyof typeof DELETIONS;
export const EXPIRING_TABLES = Object.keys(DELETIONS) as ExpiringTable[];

/** Deletes rows of a table whose time has passed at `now`, at most `limit`; returns how many. */
export async function deleteExpiredRows(
  sql: SqlExecutor,
  table: ExpiringTable,
  { now, limit }: { now: Date; limit: number },
): Promise<number> {
  return (await sql.executeSql(DELETIONS[table], [now, limit])).rows.length;
}
