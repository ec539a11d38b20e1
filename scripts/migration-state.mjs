// A look at a database that is most likely in step already: a fraction of the time the schema engine takes to say so.
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import pg from "pg";

const STATE = `
  select (select environment from instance where id = 1) as environment,
         (select version from pgboss.version) as queue,
         (select array_agg(migration_name || ' ' || checksum order by migration_name)
            from _prisma_migrations where finished_at is not null and rolled_back_at is null) as applied,
         (select count(*)::int from _prisma_migrations where finished_at is null and rolled_back_at is null) as failed`;

/** Names and checksums as the engine notes them. @param {string} prismaDir */
function wantedMigrations(prismaDir) {
  const dir = path.join(prismaDir, "migrations");
  const names = fs.existsSync(dir) ? fs.readdirSync(dir) : [];
  return names.flatMap((name) => {
    const file = path.join(dir, name, "migration.sql");
    if (!fs.existsSync(file)) return [];
    return [`${name} ${createHash("sha256").update(fs.readFileSync(file)).digest("hex")}`];
  });
}

/**
 * Whether a deployment would change nothing. False whenever that is not certain; the deployment then says why.
 * @param {{ databaseUrl: string, environment: string, prismaDir: string }} input
 */
export async function isDeployed({ databaseUrl, environment, prismaDir }) {
  const { pgboss } = createRequire(import.meta.url)("pg-boss/package.json");
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {}); // the query in flight rejects with it
  try {
    await client.connect();
    const { rows } = await client.query(STATE);
    const { environment: stamped, queue, applied, failed } = rows[0];
    const isSame = JSON.stringify([...(applied ?? [])].sort()) === JSON.stringify(wantedMigrations(prismaDir).sort());
    return stamped === environment && queue === pgboss.schema && failed === 0 && isSame;
  } catch {
    return false; // a table is missing, or nobody answers
  } finally {
    await client.end().catch(() => {});
  }
}
