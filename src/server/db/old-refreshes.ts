import type { SqlExecutor } from "./client";

/** Deletes runs that were asked for before an instant, at most `limit` of them; how many there were. */
export async function deleteRefreshRunsBefore(sql: SqlExecutor, before: Date, limit: number): Promise<number> {
  const { rows } = await sql.executeSql(
    `DELETE FROM refresh_run WHERE id IN (SELECT id FROM refresh_run WHERE requested_at < $1 ORDER BY requested_at LIMIT $2)
     RETURNING 1`,
    [before, limit],
  );
  return rows.length;
}

/** Deletes refreshes that began before an instant and that no run tells of any more, with their change rows. */
export async function deleteItemRefreshesBefore(sql: SqlExecutor, before: Date, limit: number): Promise<number> {
  const { rows } = await sql.executeSql(
    `WITH old AS (
       SELECT item_id, fence FROM item_refresh f WHERE started_at < $1 AND NOT EXISTS (
         SELECT FROM refresh_run_item i WHERE i.item_id = f.item_id AND i.fence = f.fence) LIMIT $2
     ), changes AS (
       DELETE FROM refresh_change c USING old WHERE c.item_id = old.item_id AND c.fence = old.fence
     )
     DELETE FROM item_refresh f USING old WHERE f.item_id = old.item_id AND f.fence = old.fence RETURNING 1`,
    [before, limit],
  );
  return rows.length;
}
