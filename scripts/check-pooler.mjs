// The integration tests once more, the app reaching its database through PgBouncer in transaction mode: nothing may
// lean on the session of a connection. What is given goes to Vitest as it is.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ensurePrismaClient } from "./build.mjs";
import { installFromDebian } from "./debian.mjs";
import { Failure, report, SKIPPED_EXIT_CODE } from "./failure.mjs";
import { ensureInstalled } from "./install.mjs";
import { anyPort } from "./ports.mjs";
import { isListening } from "./readiness.mjs";
import { interruption, passSignalsOn, runNode, TOOLS, withoutSettings } from "./tools.mjs";

const PROJECT_DIR = fs.realpathSync(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const log = (/** @type {string} */ line) => console.log(`- ${line}`);

/** Debian keeps it where only root looks for programs. */
const searchPath = `${process.env.PATH}:/usr/sbin`;
const isThere = () => spawnSync("pgbouncer", ["--version"], { env: { PATH: searchPath } }).status === 0;

function requirePgBouncer() {
  if (!isThere()) installFromDebian("pgbouncer");
  if (!isThere()) throw new Failure("there is no PgBouncer to test with: install pgbouncer", SKIPPED_EXIT_CODE);
}

/**
 * Fewer connections to a database than the app has clients: none can keep one to itself.
 * @param {{ serverUrl: URL, port: number, dir: string }} input
 */
const configuration = ({ serverUrl, port, dir }) => `
[databases]
* = host=${serverUrl.hostname} port=${serverUrl.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${path.join(dir, "users.txt")}
pool_mode = transaction
default_pool_size = 4
max_client_conn = 1000
server_idle_timeout = 10
stats_users = ${serverUrl.username}
`;

/** How many transactions went through the pooler. @param {string} poolerUrl */
async function countTransactions(poolerUrl) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: new URL("/pgbouncer", poolerUrl).href });
  await client.connect();
  const { rows } = await client.query("SHOW STATS_TOTALS").finally(() => client.end());
  return rows.reduce((sum, row) => sum + (row.database === "pgbouncer" ? 0 : Number(row.xact_count)), 0);
}

/** @param {{ serverUrl: URL, user: import("./postgres-host.mjs").OsUser }} input */
async function startPooler({ serverUrl, user }) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "plaid-investments-pooler-"));
  const port = await anyPort();
  const files = {
    "pgbouncer.ini": configuration({ serverUrl, port, dir }),
    "users.txt": `"${serverUrl.username}" "${serverUrl.password}"\n`,
  };
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(dir, name), text, { mode: 0o600 });
  if (user.uid !== undefined)
    for (const file of [dir, ...Object.keys(files).map((name) => path.join(dir, name))])
      fs.chownSync(file, user.uid, user.gid ?? user.uid);
  // PgBouncer refuses uid 0 as PostgreSQL does.
  const child = spawn("pgbouncer", ["-q", path.join(dir, "pgbouncer.ini")], {
    ...{ ...user, cwd: dir, env: { PATH: searchPath } },
    stdio: ["ignore", "ignore", "ignore"],
  });
  const ended = new Promise((resolve) => child.once("error", resolve).once("exit", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    fs.rmSync(dir, { recursive: true, force: true });
  };
  const url = new URL(serverUrl);
  url.port = String(port);
  try {
    await isListening(port, "PgBouncer");
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: url.href, stop };
}

async function main() {
  passSignalsOn();
  await ensureInstalled(PROJECT_DIR, log);
  await ensurePrismaClient(PROJECT_DIR, log);
  requirePgBouncer();
  const { acquire } = await import("./embedded-postgres.mjs");
  const { postgresHost } = await import("./postgres-host.mjs");
  const dataDir = path.join(PROJECT_DIR, ".data", "test");
  const server = await acquire({ dataDir, database: "tests" });
  /** @type {Awaited<ReturnType<typeof startPooler>> | null} */
  let pooler = null;
  try {
    pooler = await startPooler({ serverUrl: new URL(server.url), user: postgresHost(dataDir).user });
    const { code } = await runNode([TOOLS.vitest, "run", "--project=integration", ...process.argv.slice(2)], {
      cwd: PROJECT_DIR,
      env: { ...withoutSettings(), NODE_ENV: "test", TEST_DATABASE_URL: server.url, TEST_POOLER_URL: pooler.url },
      isShown: true,
    });
    if (interruption()) return 130;
    const transactions = await countTransactions(pooler.url);
    console.log(`pooler: ${transactions} transactions`);
    return transactions > 0 ? code : 1;
  } finally {
    await pooler?.stop();
    await server.release();
  }
}

process.exitCode = await main().catch(report);
