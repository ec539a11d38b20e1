// Brings a database in step with prisma/migrations, or tells how it stands.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { databaseFailure, foreignDatabase } from "./database-failure.mjs";
import { acquire } from "./embedded-postgres.mjs";
import { resolveEnvironment } from "./env.mjs";
import { loadEnvironment } from "./env-file.mjs";
import { Failure, report } from "./failure.mjs";
import { filters, migrationsOf, schemaOf, withSchemaEngine } from "./schema-engine.mjs";

const PROJECT_DIR = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const USAGE = "deploy | status | new NAME | check | drift | resolve --applied NAME | resolve --rolled-back NAME";

/** @typedef {{ databaseUrl: string, environment: import("./env.mjs").Environment, prismaDir?: string }} DeployInput */

/**
 * @template T
 * @param {string} url
 * @param {(client: pg.Client) => Promise<T>} work
 */
async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {}); // the query in flight rejects with it
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Refuses a database that holds another environment's data.
 * @param {pg.Client} client
 * @param {string} environment
 */
async function requireStamp(client, environment) {
  const { rows: tables } = await client.query("select to_regclass('instance') is not null as present");
  if (!tables[0].present) return;
  const { rows } = await client.query("select environment from instance where id = 1");
  if (rows.length === 0 || rows[0].environment === environment) return;
  throw foreignDatabase(rows[0].environment, environment);
}

/** @param {string} url @param {string} prismaDir */
async function applyMigrations(url, prismaDir) {
  return withSchemaEngine(url, prismaDir, async (engine) => {
    const migrationsList = migrationsOf(prismaDir);
    const { editedMigrationNames } = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters,
    });
    if (editedMigrationNames.length > 0)
      throw new Failure(`migrations were edited after they were applied: ${editedMigrationNames.join(", ")}`);
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
    return /** @type {string[]} */ (appliedMigrationNames);
  });
}

/** The queue's own schema, so that no other process ever needs the right to create tables. @param {string} url */
async function installQueue(url) {
  const boss = new PgBoss({
    connectionString: url,
    schema: "pgboss",
    max: 1,
    migrate: true,
    supervise: false,
    schedule: false,
  });
  /** @type {unknown} */
  let failed;
  boss.on("error", (error) => (failed = error));
  await boss.start();
  await boss.stop({ graceful: false });
  if (failed) throw failed;
}

/**
 * Applies every pending migration, installs or updates the queue's schema, and stamps the database with its environment.
 * Any number may run at once.
 * @param {DeployInput} input
 * @returns {Promise<{ applied: string[] }>}
 * @throws {import("./env.mjs").ConfigurationError} when the database holds another environment's data; it is left as it was
 */
export async function deployMigrations({ databaseUrl, environment, prismaDir = path.join(PROJECT_DIR, "prisma") }) {
  try {
    await withClient(databaseUrl, (client) => requireStamp(client, environment));
    const applied = await applyMigrations(databaseUrl, prismaDir);
    await installQueue(databaseUrl);
    await withClient(databaseUrl, async (client) => {
      await client.query(
        "insert into instance (id, environment, stamped_at) values (1, $1, now()) on conflict (id) do nothing",
        [environment],
      );
      await requireStamp(client, environment); // two first starts at once: the other one may have been quicker
    });
    return { applied };
  } catch (error) {
    throw databaseFailure(error);
  }
}

/** @param {string} url @param {string} prismaDir */
const diffToSchema = (url, prismaDir) =>
  withSchemaEngine(url, prismaDir, (engine) =>
    engine.diff({
      from: { tag: "migrations", ...migrationsOf(prismaDir) },
      to: { tag: "schemaDatamodel", ...schemaOf(prismaDir) },
      script: true,
      shadowDatabaseUrl: null,
      exitCode: true,
      filters,
    }),
  );

/**
 * @param {string} url
 * @param {string} prismaDir
 * @param {string} name
 */
async function writeMigration(url, prismaDir, name) {
  const { exitCode, stdout } = await diffToSchema(url, prismaDir);
  if (exitCode === 0) return "nothing to do: the migrations give schema.prisma already";
  const { baseDir, lockfile } = migrationsOf(prismaDir);
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = path.join(baseDir, `${stamp}_${name.replace(/\W+/g, "_").toLowerCase()}`);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "migration.sql"), stdout);
  fs.writeFileSync(path.join(baseDir, lockfile.path), lockfile.content);
  return path.relative(process.cwd(), path.join(folder, "migration.sql"));
}

/**
 * One command on one database; the text is its result.
 * @param {{ url: string, environment: import("./env.mjs").Environment, prismaDir: string, command: string, args: string[] }} input
 */
async function run({ url, environment, prismaDir, command, args }) {
  const migrationsList = migrationsOf(prismaDir);
  if (command === "deploy") {
    const { applied } = await deployMigrations({ databaseUrl: url, environment, prismaDir });
    return applied.map((name) => `applied ${name}`).join("\n") || "up to date";
  }
  if (command === "new" && args[0]) return writeMigration(url, prismaDir, args[0]);
  if (command === "check") {
    const { exitCode, stdout } = await diffToSchema(url, prismaDir);
    if (exitCode !== 0)
      throw new Failure(`schema.prisma and prisma/migrations differ; "migrate new NAME" would write:\n${stdout}`);
    return "in step";
  }
  return withSchemaEngine(url, prismaDir, async (engine) => {
    if (command === "status")
      return JSON.stringify(
        await engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters }),
        null,
        2,
      );
    if (command === "drift") {
      const { action } = await engine.devDiagnostic({ migrationsList, filters });
      if (action.tag === "reset") throw new Failure(action.reason);
      return "as migrated";
    }
    const [flag, migrationName] = args;
    if (command !== "resolve" || !migrationName) throw new Failure(USAGE, 2);
    if (flag === "--applied") await engine.markMigrationApplied({ migrationName, migrationsList });
    else if (flag === "--rolled-back") await engine.markMigrationRolledBack({ migrationName });
    else throw new Failure(USAGE, 2);
    return `${migrationName}: ${flag.slice(2)}`;
  });
}

/** @param {string[]} argv */
async function main([command = "", ...args]) {
  if (!["deploy", "status", "new", "check", "drift", "resolve"].includes(command)) throw new Failure(USAGE, 2);
  const settings = resolveEnvironment(loadEnvironment(PROJECT_DIR, process.env), { projectDir: PROJECT_DIR });
  const { environment, dataDir, databaseDirectUrl } = settings;
  const embedded = databaseDirectUrl ? null : await acquire({ dataDir, database: environment });
  try {
    const url = databaseDirectUrl ?? embedded?.url ?? "";
    console.log(await run({ url, environment, prismaDir: path.join(PROJECT_DIR, "prisma"), command, args }));
  } catch (error) {
    throw databaseFailure(error);
  } finally {
    await embedded?.release();
  }
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await main(process.argv.slice(2)).catch((error) => {
    process.exitCode = report(error);
  });
  process.exit(); // the engine leaves handles open
}
