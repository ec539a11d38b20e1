import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    testDatabase: { readonly adminUrl: string; readonly template: string };
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

/**
 * A migrated, empty database of the calling test file's own; gone when the file is done.
 * Call it before you open connections to it: hooks run last-registered first, so your own `afterAll` closes them in time.
 */
export async function createTestDatabase(): Promise<{ readonly url: string }> {
  const { adminUrl, template } = inject("testDatabase");
  const name = template.replace(/template$/, randomBytes(6).toString("hex"));
  await asAdmin(adminUrl, `create database "${name}" template "${template}" strategy file_copy`);
  afterAll(() => asAdmin(adminUrl, `drop database if exists "${name}" with (force)`));
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href };
}
