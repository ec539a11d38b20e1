// That the search for secrets, which every run of these tests ends with, would find them.
import { executeSql } from "./fixtures/database";
import { exposuresOf, secretsOf } from "./fixtures/secrets";
import { expect, test } from "./fixtures/test";
import { LocalPlaid } from "./pages/local-plaid";

test("S-17: whatever secret is stored in clear is found, in whatever table and type of column", async ({ stack }) => {
  test.slow();
  await new LocalPlaid(stack).createPublicToken();
  const secrets = secretsOf(stack);
  const tokens = ["access-sandbox-", "public-sandbox-"].map((kind) => secrets.find((one) => one.startsWith(kind)));
  expect(tokens).not.toContain(undefined);
  expect(secrets.length).toBeGreaterThan(10);
  const columns = {
    text: "$1",
    jsonb: "jsonb_build_object('a', $1::text)",
    "text[]": "ARRAY[$1::text]",
    bytea: "convert_to($1, 'UTF8')",
  };
  const tables = Object.keys(columns).map((type) => `planted."In ${type}"`);
  const found = tables.map((table) => `stored in demo, ${table}`).sort();
  await executeSql(stack, "CREATE SCHEMA planted");
  try {
    for (const type of Object.keys(columns)) await executeSql(stack, `CREATE TABLE planted."In ${type}" (at ${type})`);
    for (const secret of [secrets[0], ...tokens]) {
      for (const [type, value] of Object.entries(columns))
        await executeSql(stack, `INSERT INTO planted."In ${type}" VALUES (${value})`, "demo", [secret]);
      expect((await exposuresOf(stack)).sort()).toEqual(found);
      await executeSql(stack, `TRUNCATE ${tables.join(", ")}`);
    }
  } finally {
    await executeSql(stack, "DROP SCHEMA planted CASCADE");
  }
});
