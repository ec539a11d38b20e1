import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    testDatabase: { readonly adminUrl: string; readonly poolerUrl: string | null; readonly template: string };
  }
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}

/** `url` leads through the pooler where the tests run with one, `directUrl` never does. */
export type TestDatabase = { readonly url: string; readonly directUrl: string };

/**
 * A migrated, empty database of the calling test file's own; gone when the file is done.
 * Call it before you open connections to it: hooks run last-registered first, so your own `afterAll` closes them in time.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl, poolerUrl, template } = inject("testDatabase");
  const name = template.replace(/template$/, randomBytes(6).toString("hex"));
  await asAdmin(adminUrl, `create database "${name}" template "${template}" strategy file_copy`);
  afterAll(() => asAdmin(adminUrl, `drop database if exists "${name}" with (force)`));
  const at = (server: string) => {
    const url = new URL(server);
    url.pathname = `/${name}`;
    return url.href;
  };
  return { url: at(poolerUrl ?? adminUrl), directUrl: at(adminUrl) };
}
