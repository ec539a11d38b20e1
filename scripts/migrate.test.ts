import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acquire } from "./embedded-postgres.mjs";
import { deployMigrations } from "./migrate.mjs";
import { requireDeployed } from "./migration-state.mjs";
import { listMigrations } from "./migrations.mjs";

let server: Awaited<ReturnType<typeof acquire>>;
let dir = "";
let count = 0;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "migrate-"));
  server = await acquire({ dataDir: join(dir, "data"), database: "admin" });
}, 60_000);
afterAll(async () => {
  expect(await server.release()).toBe(true);
  rmSync(dir, { recursive: true, force: true });
});

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function freshDatabase(): Promise<string> {
  count += 1;
  const name = `db_${count}`;
  await query(server.url, `create database ${name}`);
  return server.url.replace(/\/admin$/, `/${name}`);
}

/** A prisma folder with these migrations beside the table every deployment stamps. */
function prismaDirWith(migrations: Record<string, string>): string {
  const prismaDir = mkdtempSync(join(dir, "prisma-"));
  writeFileSync(join(prismaDir, "schema.prisma"), 'datasource db {\n  provider = "postgresql"\n}\n');
  const instance =
    "create table instance (id int primary key, environment text not null, stamped_at timestamptz not null);";
  for (const [name, sql] of Object.entries({ "1_instance": instance, ...migrations })) {
    mkdirSync(join(prismaDir, "migrations", name), { recursive: true });
    writeFileSync(join(prismaDir, "migrations", name, "migration.sql"), sql);
  }
  return prismaDir;
}

test("deploy applies the project's migrations once, installs the queue and stamps; connections are given back", async () => {
  const databaseUrl = await freshDatabase();
  const [first, second] = [
    await deployMigrations({ databaseUrl, environment: "demo" }),
    await deployMigrations({ databaseUrl, environment: "demo" }),
  ];
  expect(first.applied.length).toBeGreaterThan(0);
  expect(second.applied).toEqual([]);
  expect(await query(databaseUrl, "select id, environment from instance")).toEqual([{ id: 1, environment: "demo" }]);
  expect(await query(databaseUrl, "select to_regclass('pgboss.job') is not null as installed")).toEqual([
    { installed: true },
  ]);
  const name = new URL(databaseUrl).pathname.slice(1);
  expect(
    await query(server.url, `select count(*)::int as open from pg_stat_activity where datname = '${name}'`),
  ).toEqual([{ open: 0 }]);
});

test("S-03: a database of another environment is refused with 78 and left as it was", async () => {
  const databaseUrl = await freshDatabase();
  const prismaDir = prismaDirWith({});
  await deployMigrations({ databaseUrl, environment: "production", prismaDir });
  const later = prismaDirWith({ "2_more": "create table more (id int);" });
  const refused = deployMigrations({ databaseUrl, environment: "demo", prismaDir: later });
  await expect(refused).rejects.toMatchObject({
    exitCode: 78,
    message: expect.stringContaining("another environment"),
  });
  expect(await query(databaseUrl, "select to_regclass('more') is null as untouched")).toEqual([{ untouched: true }]);
  expect(await query(databaseUrl, "select environment from instance")).toEqual([{ environment: "production" }]);
});

test("a process refuses a database that lacks a migration of its version, and takes one that has more", async () => {
  const databaseUrl = await freshDatabase();
  const at = (prismaDir: string, environment = "sandbox") => requireDeployed({ databaseUrl, environment, prismaDir });
  const older = prismaDirWith({});
  const newer = prismaDirWith({ "2_more": "create table more (id int);" });
  await expect(at(older)).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining("migrate -- deploy") });
  await deployMigrations({ databaseUrl, environment: "sandbox", prismaDir: older });
  await at(older);
  await expect(at(newer)).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining("migrate -- deploy") });
  await deployMigrations({ databaseUrl, environment: "sandbox", prismaDir: newer });
  await Promise.all([at(older), at(newer)]);
  await expect(at(newer, "production")).rejects.toMatchObject({ exitCode: 78 });
  await query(databaseUrl, "update pgboss.version set version = version + 1");
  await expect(at(newer)).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining("newer version") });
});

test("several deployments at once: one applies, all succeed", async () => {
  const databaseUrl = await freshDatabase();
  const results = await Promise.all([1, 2, 3].map(() => deployMigrations({ databaseUrl, environment: "demo" })));
  expect(results.filter(({ applied }) => applied.length > 0)).toHaveLength(1);
});

test("a failing migration leaves nothing of itself; functions with ; inside arrive whole", async () => {
  const databaseUrl = await freshDatabase();
  const body = "create function one() returns int language plpgsql as $$ begin perform 1; return 1; end $$;";
  await deployMigrations({ databaseUrl, environment: "demo", prismaDir: prismaDirWith({ "2_function": body }) });
  expect(await query(databaseUrl, "select one() as one")).toEqual([{ one: 1 }]);
  const broken = prismaDirWith({ "2_function": body, "3_broken": "create table half (id int); select nonsense;" });
  await expect(deployMigrations({ databaseUrl, environment: "demo", prismaDir: broken })).rejects.toThrow();
  expect(await query(databaseUrl, "select to_regclass('half') is null as gone")).toEqual([{ gone: true }]);
});

test("an edited migration is named and refused", async () => {
  const databaseUrl = await freshDatabase();
  await deployMigrations({
    databaseUrl,
    environment: "demo",
    prismaDir: prismaDirWith({ "2_a": "create table a (id int);" }),
  });
  const edited = prismaDirWith({ "2_a": "create table a (id bigint);" });
  await expect(deployMigrations({ databaseUrl, environment: "demo", prismaDir: edited })).rejects.toThrow("2_a");
});

test("S-31: the upgrade takes who is gone out of other people's lines of the audit log, and the addresses out of used links", async () => {
  const databaseUrl = await freshDatabase();
  const former = mkdtempSync(join(dir, "prisma-"));
  cpSync(fileURLToPath(new URL("../prisma", import.meta.url)), former, { recursive: true });
  for (const { name } of listMigrations(former))
    if (name >= "20261128001500") rmSync(join(former, "migrations", name), { recursive: true });
  await deployMigrations({ databaseUrl, environment: "demo", prismaDir: former });
  await query(
    databaseUrl,
    `insert into app_user (id) values ('ann');
     insert into audit_event (action, actor, user_id, detail) values ('account_created', 'user', 'bob', '{"invitedBy": "ann"}'),
       ('account_created', 'user', 'cy', '{"invitedBy": "gone", "by": "invitation"}'), ('sign_in', 'user', 'gone', '{}');
     insert into dashboard_link (id, kind, token_hash, email, expires_at, used_at) values
       ('open', 'invitation', 'a', 'open@example.org', now(), null), ('used', 'invitation', 'b', 'used@example.org', now(), now())`,
  );
  const { applied } = await deployMigrations({ databaseUrl, environment: "demo" });
  expect(applied.length).toBeGreaterThan(0);
  const pseudonym = expect.stringMatching(/^erased_[0-9a-f]{32}$/);
  expect(await query(databaseUrl, "select user_id, detail from audit_event order by id")).toEqual([
    { user_id: "bob", detail: { invitedBy: "ann" } },
    { user_id: "cy", detail: { invitedBy: pseudonym, by: "invitation" } },
    { user_id: pseudonym, detail: {} },
  ]);
  expect(await query(databaseUrl, "select id, email from dashboard_link order by id")).toEqual([
    { id: "open", email: "open@example.org" },
    { id: "used", email: null },
  ]);
});

test("what keeps the database from being used is one sentence without address or password", async () => {
  const wrong = server.url.replace(/:[^:@/]+@/, ":canary@");
  const nobody = server.url.replace(/:\d+\//, ":1/");
  for (const databaseUrl of [wrong, nobody]) {
    const error = await deployMigrations({ databaseUrl, environment: "demo" }).catch((reason: Error) => reason);
    expect(error).toMatchObject({ name: "Failure", exitCode: 1 });
    expect(String(error)).not.toMatch(/canary|127\.0\.0\.1/);
  }
});

test("the server is shared: a second holder joins it and does not stop it", async () => {
  const again = await acquire({ dataDir: join(dir, "data"), database: "other" });
  expect(again.port).toBe(server.port);
  expect(await again.release()).toBe(false);
  expect(await query(server.url, "show max_connections")).toEqual([{ max_connections: "200" }]);
});
