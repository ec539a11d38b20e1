import { readdirSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { askToStop } from "@/server/platform/stopping";
import { startTestApp } from "@/testing/app";
import { callRoute } from "@/testing/call-route";
import { healthProbe, readinessProbe } from "./probes";

const migrations = readdirSync("prisma/migrations").filter((name) => /^\d/.test(name));
const app = await startTestApp({ env: { DATABASE_MIGRATIONS: migrations.join(",") } });
const statusOf = async (probe: typeof healthProbe, path: string) =>
  (await callRoute(probe().GET, path, undefined, { method: "GET" })).status;
const health = () => statusOf(healthProbe, "/api/health");
const ready = () => statusOf(readinessProbe, "/api/ready");

afterEach(async () => {
  expect(await health()).toBe(200);
});

test("ready: the database answers and has every migration of this build", async () => {
  expect(migrations.length).toBeGreaterThan(0);
  expect(await ready()).toBe(200);
});

test.each([
  ["is not applied", "DELETE FROM _prisma_migrations WHERE migration_name = $1"],
  ["is being applied", "UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = $1"],
  ["was rolled back", "UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = $1"],
])("503 while one of its migrations %s", async (_, statement) => {
  await app.query("CREATE TABLE applied AS TABLE _prisma_migrations");
  await app.query(statement, [migrations.at(-1)]);
  expect(await ready()).toBe(503);
  await app.query("DELETE FROM _prisma_migrations");
  await app.query("INSERT INTO _prisma_migrations TABLE applied");
  await app.query("DROP TABLE applied");
  expect(await ready()).toBe(200);
});

test("an older version stays ready when a newer one has migrated", async () => {
  await app.query(`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
                   VALUES ('newer', '', '29990101000000_newer', now(), 1)`);
  expect(await ready()).toBe(200);
});

test("503 on another environment's data, and when the tables cannot be read", async () => {
  await app.query("UPDATE instance SET environment = 'production'");
  expect(await ready()).toBe(503);
  await app.query("UPDATE instance SET environment = 'demo'");
  await app.query("ALTER TABLE instance RENAME TO elsewhere");
  expect(await ready()).toBe(503);
  await app.query("ALTER TABLE elsewhere RENAME TO instance");
  expect(await ready()).toBe(200);
});

test("R-16: 503 as soon as the process is asked to stop, while it still answers", async () => {
  expect(await ready()).toBe(200);
  askToStop();
  expect(await ready()).toBe(503);
});
