import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { acquire } from "./embedded-postgres.mjs";
import { deployMigrations } from "./migrate.mjs";

const projectDir = dirname(dirname(fileURLToPath(import.meta.url)));
const NAME = /^test_(\d+)_/;

// Nothing here outlives a run, so the cluster may skip what protects data from a power cut.
const THROWAWAY = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

async function withAdmin<T>(url: string, use: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    return await use(admin);
  } finally {
    await admin.end();
  }
}

/** Databases of this machine's runs that were killed before they could clean up. */
async function dropLeftovers(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    "select datname from pg_database where datname like 'test\\_%'",
  );
  for (const { datname } of rows) {
    const pid = Number(NAME.exec(datname)?.[1] ?? 0);
    if (pid > 0 && !isAlive(pid))
      await admin.query(`drop database if exists ${admin.escapeIdentifier(datname)} with (force)`);
  }
}

/**
 * Runs once before the integration tests: a Postgres (TEST_DATABASE_URL, else the checkout's own embedded one, apart
 * from the app's), and in it one migrated template that `createTestDatabase` copies for every test file.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given
    ? null
    : await acquire({ projectDir, dataDir: join(projectDir, ".data", "test"), database: "tests", settings: THROWAWAY });
  const adminUrl = given ?? server?.url ?? "";
  const template = `test_${process.pid}_template`;
  const quoted = `"${template}"`;

  await withAdmin(adminUrl, async (admin) => {
    if (!given) await dropLeftovers(admin);
    await admin.query(`drop database if exists ${quoted} with (force)`);
    await admin.query(`create database ${quoted}`);
  });
  const templateUrl = new URL(adminUrl);
  templateUrl.pathname = `/${template}`;
  await deployMigrations({ databaseUrl: templateUrl.href, environment: "demo" });
  project.provide("testDatabase", { adminUrl, template });

  return async () => {
    await withAdmin(adminUrl, async (admin) => {
      await admin.query(`drop database if exists ${quoted} with (force)`);
    });
    await server?.release();
  };
}
