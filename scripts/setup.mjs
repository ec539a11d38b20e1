// `npm run setup`: a one-time link for whoever runs the install, to make the first account, or to get back into one.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import fs from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import pg from "pg";
import { Failure, report } from "./failure.mjs";
import { withOperatorDatabase } from "./operator-database.mjs";

const USAGE = "npm run setup | npm run setup -- --reset EMAIL [--all]";
const VALID_MINUTES = 60;

/**
 * Keeps a link in place of any open one of its kind for the same account. Only the hash of its token is stored.
 * @param {pg.Client} client
 * @param {{ kind: "setup" | "reset", userId: string | null, revokesAll: boolean }} link
 */
async function createLink(client, { kind, userId, revokesAll }) {
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest("hex");
  await client.query(
    `WITH former AS (DELETE FROM dashboard_link WHERE kind = $2 AND user_id IS NOT DISTINCT FROM $4 AND used_at IS NULL)
     INSERT INTO dashboard_link (id, kind, token_hash, user_id, revokes_all, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, now(), now() + make_interval(mins => $6))`,
    [randomUUID(), kind, hash, userId, revokesAll, VALID_MINUTES],
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
  const token = await createLink(client, { kind: "setup", userId: null, revokesAll: false });
  return { does: "make the first account", token, page: "setup", notes: [] };
}

/**
 * What lets somebody in beside the password, in words.
 * @param {pg.Client} client @param {string} userId
 */
async function describeWaysIn(client, userId) {
  const { rows } = await client.query(
    `SELECT (SELECT count(*)::int FROM dashboard_passkey WHERE user_id = $1) AS passkey,
            (SELECT count(*)::int FROM api_key
              WHERE user_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())) AS "API key",
            (SELECT count(*)::int FROM dashboard_link
              WHERE user_id = $1 AND kind = 'invitation' AND used_at IS NULL AND expires_at > now()) AS "open invitation"`,
    [userId],
  );
  const [first, second, third] = Object.entries(rows[0]).map(([name, n]) => `${n} ${name}${n === 1 ? "" : "s"}`);
  return `${first}, ${second} and ${third}`;
}

/** @param {pg.Client} client @param {string} email @param {boolean} revokesAll */
async function reset(client, email, revokesAll) {
  await client.query("BEGIN");
  const { rows } = await client.query("SELECT id FROM dashboard_user WHERE email = lower($1) FOR UPDATE", [
    email.trim(),
  ]);
  const userId = rows[0]?.id;
  if (!userId) throw new Failure("no account has this e-mail address");
  const token = await createLink(client, { kind: "reset", userId, revokesAll });
  const { rows: ended } = await client.query("DELETE FROM dashboard_session WHERE user_id = $1 RETURNING 1", [userId]);
  if (ended.length > 0)
    await client.query(
      "INSERT INTO audit_event (action, actor, user_id, detail) VALUES ('session_revoked', 'operator', $1, $2::jsonb)",
      [userId, JSON.stringify({ count: String(ended.length) })],
    );
  const waysIn = await describeWaysIn(client, userId);
  await client.query("COMMIT");
  const others = revokesAll
    ? [`It also removes what else lets somebody in: now ${waysIn}.`]
    : [
        `It leaves ${waysIn}, which let in whoever has them.`,
        "They are removed under Settings, or by the link itself if you make it with --all.",
      ];
  const until =
    "Until it is used, the password that was before is good. A link that is not valid any more before it was used:";
  const notes = [...others, until, "somebody has changed the password or the e-mail address meanwhile."];
  return { does: "set a new password; all sessions have ended", token, page: "reset", notes };
}

/** @param {string[]} args */
function readArguments(args) {
  try {
    return parseArgs({ args, options: { reset: { type: "string" }, all: { type: "boolean", default: false } } }).values;
  } catch {
    throw new Failure(USAGE, 2);
  }
}

/** @param {string[]} argv */
async function main(argv) {
  const wanted = readArguments(argv);
  if (wanted.all && wanted.reset === undefined) throw new Failure(USAGE, 2);
  const lines = await withOperatorDatabase(async ({ databaseUrl, settings }) => {
    if (settings.mode === "demo") return ["none is needed: the demo has no accounts, and opens signed in"];
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      const { does, token, page, notes } =
        wanted.reset === undefined ? await setUp(client) : await reset(client, wanted.reset, wanted.all ?? false);
      return [
        `Open this link to ${does}:`,
        "",
        `  ${settings.appUrl}/${page}#${token}`,
        "",
        `It works once, for ${VALID_MINUTES} minutes. Whoever has it gets in: give it to nobody else.`,
        ...notes,
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
