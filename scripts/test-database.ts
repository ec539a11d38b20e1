import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { acquire } from "./embedded-postgres.mjs";
import { isRunning } from "./processes.mjs";

const projectDir = dirname(dirname(fileURLToPath(import.meta.url)));
const NAME = /^test_(\d+)_/;

// Nothing here outlives a run, so the server may skip what protects data from a power cut.
const THROWAWAY = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

async function withAdmin(url: string, use: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await use(admin);
  } finally {
    await admin.end();
  }
}

/** Databases of runs that were killed before they could clean up. */
async function dropLeftovers(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    "select datname from pg_database where datname like 'test\\_%'",
  );
  for (const { datname } of rows) {
    const pid = Number(NAME.exec(datname)?.[1] ?? 0);
    if (pid > 0 && !isRunning({ pid, start: null })) {
      await admin.query(`drop database if exists ${admin.escapeIdentifier(datname)} with (force)`);
    }
  }
}

/** By the command, in a process of its own: the schema engine needs what the test runner's module loader does not have. */
function migrate(databaseUrl: string): void {
  const asDemo = { PLAID_CLIENT_ID: "", PLAID_SECRET: "", DATABASE_URL: databaseUrl, DATABASE_DIRECT_URL: databaseUrl };
  const { status, stderr } = spawnSync(process.execPath, [join(projectDir, "scripts", "migrate.mjs"), "deploy"], {
    env: { ...process.env, ...asDemo },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the test database cannot be migrated: ${stderr}`);
}

/**
 * Runs once before the integration tests: a Postgres (TEST_DATABASE_URL, else the checkout's own embedded one, apart
 * from the app's), and in it one migrated template that `createTestDatabase` copies for every test file. With
 * TEST_POOLER_URL the app under test reaches the same server through that pooler.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given
    ? null
    : await acquire({ dataDir: join(projectDir, ".data", "test"), database: "tests", settings: THROWAWAY });
  const adminUrl = given ?? server?.url ?? "";
  const template = `test_${process.pid}_template`;
  const dropTemplate = `drop database if exists "${template}" with (force)`;

  async function tearDown(): Promise<void> {
    try {
      await withAdmin(adminUrl, async (admin) => {
        await admin.query(dropTemplate);
      });
    } finally {
      await server?.release();
    }
  }

  try {
    await withAdmin(adminUrl, async (admin) => {
      if (!given) await dropLeftovers(admin);
      await admin.query(dropTemplate);
      await admin.query(`create database "${template}"`);
    });
    const templateUrl = new URL(adminUrl);
    templateUrl.pathname = `/${template}`;
    migrate(templateUrl.href);
  } catch (error) {
    await tearDown();
    throw error;
  }
  project.provide("testDatabase", { adminUrl, poolerUrl: process.env.TEST_POOLER_URL || null, template });
  return tearDown;
}
