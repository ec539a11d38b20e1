import pg from "pg";
import { expect, test } from "vitest";
import { createTestDatabase } from "@/testing/db";

const one = await createTestDatabase();
const other = await createTestDatabase();

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test("a test database is migrated, and nothing in it is seen from another one", async () => {
  expect(
    await query(one.url, "select count(*)::int as applied from _prisma_migrations where finished_at is not null"),
  ).toEqual([{ applied: expect.any(Number) }]);
  await query(one.url, "create table only_here (id int)");
  expect(await query(one.url, "select to_regclass('only_here') is not null as there")).toEqual([{ there: true }]);
  expect(await query(other.url, "select to_regclass('only_here') is not null as there")).toEqual([{ there: false }]);
});
