// Which rows of the portfolio were written, told by PostgreSQL itself: a row that is written anew has another xmin and
// another place.

const TABLES = ["account", "security", "holding", "holding_version", "account_day", "investment_transaction"];

/** @param {import("pg").Client} client */
export async function rememberRows(client) {
  await client.query("DROP TABLE IF EXISTS rows_before");
  await client.query(
    `CREATE TEMP TABLE rows_before AS ${TABLES.map((table) => `SELECT '${table}' AS name, ctid AS place, xmin::text AS writer FROM ${table}`).join(" UNION ALL ")}`,
  );
}

/**
 * Rows written since `rememberRows`, and how many there are.
 * @param {import("pg").Client} client
 * @returns {Promise<{ written: number, total: number }>}
 */
export async function countWritten(client) {
  const { rows } = await client.query(
    `WITH present AS (${TABLES.map((table) => `SELECT '${table}' AS name, ctid AS place, xmin::text AS writer FROM ${table}`).join(" UNION ALL ")})
     SELECT count(*)::int AS total, count(*) FILTER (WHERE b.name IS NULL)::int
         + (SELECT count(*)::int FROM rows_before) - count(b.name)::int AS written
     FROM present p LEFT JOIN rows_before b USING (name, place, writer)`,
  );
  return rows[0];
}
