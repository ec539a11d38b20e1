import type { SqlExecutor } from "./client";

export type Limit = { readonly key: string; readonly max: number; readonly spanSeconds: number };

/**
 * Counts one more for each key, all web processes together; null when none of them is past its limit, else in how many
 * seconds all may be tried again. A span ends at its time however often it is tried.
 */
export async function countAgainst(sql: SqlExecutor, limits: readonly Limit[], at: Date): Promise<number | null> {
  // In one order, whoever asks: two that lock the same rows must not wait for each other.
  const sorted = limits.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const { rows } = await sql.executeSql<{ waitSeconds: number | null }>(
    `WITH counted AS (
       INSERT INTO rate_limit AS r (key, count, ends_at)
       SELECT key, 1, $4::timestamptz + make_interval(secs => span) FROM unnest($1::text[], $3::int[]) AS t (key, span)
       ON CONFLICT (key) DO UPDATE SET
         count = CASE WHEN r.ends_at <= $4 THEN 1 ELSE r.count + 1 END,
         ends_at = CASE WHEN r.ends_at <= $4 THEN excluded.ends_at ELSE r.ends_at END
       RETURNING r.key, r.count, r.ends_at
     )
     SELECT ceil(extract(epoch FROM max(c.ends_at) - $4))::int AS "waitSeconds"
       FROM counted c JOIN unnest($1::text[], $2::int[]) AS t (key, most) USING (key) WHERE c.count > t.most`,
    [sorted.map(({ key }) => key), sorted.map(({ max }) => max), sorted.map(({ spanSeconds }) => spanSeconds), at],
  );
  return rows[0]?.waitSeconds ?? null;
}

/** Takes one back for each key: what was counted turned out to be none of what the limit is for. */
export async function takeBack(sql: SqlExecutor, keys: readonly string[]): Promise<void> {
  await sql.executeSql(
    `UPDATE rate_limit SET count = count - 1 FROM (SELECT key FROM rate_limit WHERE key = ANY($1) ORDER BY key FOR UPDATE) AS own
      WHERE rate_limit.key = own.key AND rate_limit.count > 0`,
    [keys],
  );
}
