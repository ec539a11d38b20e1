// A look at a database that is most likely in step already: a fraction of the time the schema engine takes to say so.
import { createRequire } from "node:module";
import pg from "pg";
import { databaseFailure, foreignDatabase } from "./database-failure.mjs";
import { Failure } from "./failure.mjs";
import { listMigrations } from "./migrations.mjs";

/** @typedef {{ databaseUrl: string, environment: string, prismaDir: string }} Wanted */
/** @typedef {{ environment: string | null, queue: number | null, applied: { name: string, checksum: string }[], failed: number }} State */

const STATE = `
  select (select environment from instance where id = 1) as environment,
         (select version from pgboss.version) as queue,
         (select coalesce(json_agg(json_build_object('name', migration_name, 'checksum', checksum) order by migration_name), '[]')
            from _prisma_migrations where finished_at is not null and rolled_back_at is null) as applied,
         (select count(*)::int from _prisma_migrations where finished_at is null and rolled_back_at is null) as failed`;

/** undefined_table, invalid_schema_name: nobody has deployed to this database yet. */
const NOT_THERE = new Set(["42P01", "3F000"]);

/** The version of the queue's tables that the installed pg-boss works with. @returns {number} */
const queueVersion = () => createRequire(import.meta.url)("pg-boss/package.json").pgboss.schema;

/** @param {string} databaseUrl @returns {Promise<State>} */
async function readState(databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {}); // the query in flight rejects with it
  try {
    await client.connect();
    return (await client.query(STATE)).rows[0];
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Whether a deployment would change nothing. False whenever that is not certain; the deployment then says why.
 * @param {Wanted} wanted
 */
export async function isDeployed({ databaseUrl, environment, prismaDir }) {
  try {
    const state = await readState(databaseUrl);
    const isSame = JSON.stringify(state.applied) === JSON.stringify(listMigrations(prismaDir));
    return state.environment === environment && state.queue === queueVersion() && state.failed === 0 && isSame;
  } catch {
    return false; // a table is missing, or nobody answers
  }
}

/**
 * Refuses a database that lacks what this version needs, or holds another environment's data. What a newer version has
 * added to it is no obstacle.
 * @param {Wanted} wanted
 */
export async function requireDeployed({ databaseUrl, environment, prismaDir }) {
  const names = listMigrations(prismaDir).map(({ name }) => name);
  const state = await readState(databaseUrl).catch((error) => {
    if (NOT_THERE.has(error.code)) return null;
    throw databaseFailure(error);
  });
  if (state?.environment && state.environment !== environment) throw foreignDatabase(state.environment, environment);
  const queue = state?.queue ?? 0;
  if (queue > queueVersion())
    throw new Failure("the queue in this database is that of a newer version: start that one");
  const applied = new Set(state?.applied.map(({ name }) => name));
  const isComplete = state?.environment && queue === queueVersion() && names.every((name) => applied.has(name));
  if (!isComplete)
    throw new Failure(
      "the database lacks migrations of this version: run `npm run migrate -- deploy` once, then start again",
    );
}
