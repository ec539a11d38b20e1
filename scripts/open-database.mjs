// The database a start works on: running, migrated, stamped.
import { spawn } from "node:child_process";
import path from "node:path";
import { Failure } from "./failure.mjs";

/**
 * `migrate deploy` in a process of its own: the schema engine would stay in the memory of the start script for good.
 * @param {{ projectDir: string, env: Record<string, string | undefined> }} input
 */
async function deploy({ projectDir, env }) {
  const child = spawn(process.execPath, [path.join(projectDir, "scripts/migrate.mjs"), "deploy"], {
    cwd: projectDir,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  let problem = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (problem += chunk));
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  for (const line of output.trim().split("\n")) if (line.startsWith("applied ")) console.log(`- migration ${line}`);
  if (code !== 0)
    throw new Failure(
      problem.trim().replace(/^plaid-investments: /, "") || "the database could not be migrated",
      code ?? 1,
    );
}

/**
 * @param {{
 *   projectDir: string, settings: import("./env.mjs").Settings, env: Record<string, string | undefined>,
 *   log: (line: string) => void, undo: (() => unknown)[],
 * }} input `undo` gets what gives the database back
 * @returns {Promise<{ databaseUrl: string, isDatabaseOurs: boolean }>}
 */
export async function openDatabase({ projectDir, settings, env, log, undo }) {
  const { databaseUrl: given, databaseDirectUrl, environment, dataDir } = settings;
  // Only now: these need what `npm ci` installs.
  const { isDeployed } = await import("./migration-state.mjs");
  const bring = async (/** @type {string} */ databaseUrl, /** @type {typeof env} */ handed) => {
    if (await isDeployed({ databaseUrl, environment, prismaDir: path.join(projectDir, "prisma") })) return;
    log("bringing the database up to date");
    await deploy({ projectDir, env: handed });
  };
  if (given) {
    await bring(databaseDirectUrl ?? given, env);
    return { databaseUrl: given, isDatabaseOurs: false };
  }
  log("starting the database");
  const { acquire } = await import("./embedded-postgres.mjs");
  const pending = acquire({ dataDir, database: environment });
  undo.push(async () => (await pending.catch(() => null))?.release());
  const { url } = await pending;
  await bring(url, { ...env, DATABASE_URL: url, DATABASE_DIRECT_URL: "" });
  return { databaseUrl: url, isDatabaseOurs: true };
}
