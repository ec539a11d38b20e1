// `npm run setup`: a one-time link for whoever runs the install, to make the first account, or to get back into one.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import fs from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import pg from "pg";
import { Failure, report } from "./failure.mjs";
import { withOperatorDatabase } from "./operator-database.mjs";

const USAGE = "npm run setup | npm run setup -- --reset EMAIL";
const VALID_MINUTES = 60;

/**
 * Keeps a link in place of any open one of its kind for the same account. Only the hash of its token is stored.
 * @param {pg.Client} client
 * @param {{ kind: "setup" | "reset", userId: string | null }} link
 */
async function createLink(client, { kind, userId }) {
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest("hex");
  await client.query(
    `WITH former AS (DELETE FROM dashboard_link WHERE kind = $2 AND user_id IS NOT DISTINCT FROM $4 AND used_at IS NULL)
     INSERT INTO dashboard_link (id, kind, token_hash, user_id, created_at, expires_at)
     VALUES ($1, $2, $3, $4, now(), now() + make_interval(mins => $5))`,
    [randomUUID(), kind, hash, userId, VALID_MINUTES],
  );
  return token;
}

/** @param {pg.Client} client */
async function setUp(client) {
  const { rows } = await client.query("SELECT EXISTS (SELECT FROM dashboard_user) AS present");
  if (rows[0].present)
    throw new Failure(
      "there is an account already: more are made by invitation (Settings), and `npm run setup -- --reset EMAIL` opens one whose password is lost",
    );
  return { token: await createLink(client, { kind: "setup", userId: null }), page: "setup" };
}

/** @param {pg.Client} client @param {string} email */
async function reset(client, email) {
  const { rows } = await client.query("SELECT id FROM dashboard_user WHERE email = lower($1)", [email.trim()]);
  const userId = rows[0]?.id;
  if (!userId) throw new Failure("no account has this e-mail address");
  await client.query("BEGIN");
  const token = await createLink(client, { kind: "reset", userId });
  const { rows: ended } = await client.query("DELETE FROM dashboard_session WHERE user_id = $1 RETURNING 1", [userId]);
  if (ended.length > 0)
    await client.query(
      "INSERT INTO audit_event (action, actor, user_id, detail) VALUES ('session_revoked', 'operator', $1, $2::jsonb)",
      [userId, JSON.stringify({ count: String(ended.length) })],
    );
  await client.query("COMMIT");
  return { token, page: "reset" };
}

/** @param {string[]} args */
function readArguments(args) {
  try {
    return parseArgs({ args, options: { reset: { type: "string" } } }).values;
  } catch {
    throw new Failure(USAGE, 2);
  }
}

/** @param {string[]} argv */
async function main(argv) {
  const wanted = readArguments(argv);
  const lines = await withOperatorDatabase(async ({ databaseUrl, settings }) => {
    if (settings.mode === "demo") return ["none is needed: the demo has no accounts, and opens signed in"];
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      const { token, page } = wanted.reset === undefined ? await setUp(client) : await reset(client, wanted.reset);
      return [
        page === "setup"
          ? "Open this link to make the first account:"
          : "Open this link to set a new password; all sessions have ended:",
        "",
        `  ${settings.appUrl}/${page}#${token}`,
        "",
        `It works once, for ${VALID_MINUTES} minutes. Whoever has it gets in: give it to nobody else.`,
      ];
    } finally {
      await client.end();
    }
  });
  console.log(lines.join("\n"));
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2)).catch(report);
}
