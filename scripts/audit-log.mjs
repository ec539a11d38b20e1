// `npm run audit-log`: the audit log of every user, newest first, for the operator.
import fs from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import pg from "pg";
import { Failure, report } from "./failure.mjs";
import { withOperatorDatabase } from "./operator-database.mjs";

const USAGE = "npm run audit-log -- [--user ID] [--action NAME] [--limit N]   (one JSON line each, newest first)";
const DEFAULT_LIMIT = 100;

/** @param {string} databaseUrl @param {{ user?: string, action?: string, limit: number }} wanted */
async function list(databaseUrl, { user, action, limit }) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT at, action, actor, actor_id, user_id, subject, detail, request_id FROM audit_event
       WHERE ($1::text IS NULL OR user_id = $1) AND ($2::text IS NULL OR action = $2) ORDER BY id DESC LIMIT $3`,
      [user ?? null, action ?? null, limit],
    );
    return rows.map((row) => JSON.stringify(row)).join("\n");
  } finally {
    await client.end();
  }
}

/** @param {string[]} args */
function readArguments(args) {
  const options = /** @type {const} */ ({
    ...{ user: { type: "string" }, action: { type: "string" }, limit: { type: "string" } },
  });
  try {
    const { values } = parseArgs({ args, options });
    const limit = Number(values.limit ?? DEFAULT_LIMIT);
    if (Number.isSafeInteger(limit) && limit > 0) return { ...values, limit };
  } catch {
    // told below
  }
  throw new Failure(USAGE, 2);
}

/** @param {string[]} argv */
async function main(argv) {
  const wanted = readArguments(argv);
  console.log(await withOperatorDatabase(({ databaseUrl }) => list(databaseUrl, wanted)));
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2)).catch(report);
}
