// S-21: keys at the command line.
import { expect, test } from "vitest";
import { verifyApiKey } from "@/server/services/api-keys/verify-api-key";
import { createContext } from "@/server/services/runtime";
import { startTestApp } from "@/testing/app";
import { CommandError, runApiKeysCommand } from "./api-keys-command";

const app = await startTestApp();
const ctx = await createContext({ actor: { kind: "operator" }, requestId: "test" });
const run = (...argv: string[]) => runApiKeysCommand(ctx, argv);

test("S-21: a service key that does not end and a user's that ends with its days", async () => {
  const service = await run(
    "create",
    "--name",
    "nightly",
    "--service",
    "--scopes",
    "refresh_all,read",
    "--expires",
    "never",
  );
  expect(await verifyApiKey(ctx, service.out)).toMatchObject({
    actor: { kind: "service" },
    scopes: ["refresh_all", "read"],
  });
  const personal = await run("create", "--name", "ann's", "--user", "ann", "--scopes", "refresh", "--expires", "90d");
  expect(await verifyApiKey(ctx, personal.out)).toMatchObject({ actor: { kind: "user", userId: "ann" } });
  expect(
    await app.query(
      "select user_id, extract(day from expires_at - created_at)::int as days from api_key order by user_id",
    ),
  ).toEqual([
    { user_id: "ann", days: 90 },
    { user_id: null, days: null },
  ]);
});

test("S-21: unless it is chosen otherwise a key ends after a year", async () => {
  await run("create", "--name", "default", "--service", "--scopes", "read");
  const rows = await app.query(
    "select extract(day from expires_at - created_at)::int as days from api_key where name = 'default'",
  );
  expect(rows).toEqual([{ days: 365 }]);
});

test("S-21: a list tells which key is which and nothing that one could use", async () => {
  const { out } = await run("create", "--name", "listed", "--service", "--scopes", "link");
  const list = await run("list");
  expect(list.out).toContain("listed");
  expect(list.out).toContain(out.slice(-4));
  expect(list.out).not.toContain(out.slice(-43));
});

test.each<[string, (apiKey: string) => string]>([
  ["its id", (apiKey) => apiKey.slice(-60, -44)],
  ["what it begins with", (apiKey) => apiKey.slice(0, -44)],
  ["all of it", (apiKey) => apiKey],
])(
  "S-21: a key is revoked by %s, is good for nothing from then on, and cannot be revoked again",
  async (_, namedBy) => {
    const { out } = await run("create", "--name", "revoked", "--service", "--scopes", "read");
    const { note } = await run("revoke", namedBy(out));
    expect(note).not.toContain(out.slice(-43));
    expect(await verifyApiKey(ctx, out)).toBeNull();
    const again = await run("revoke", namedBy(out)).catch((error: unknown) => error);
    expect(again).toBeInstanceOf(CommandError);
    expect(String(again)).not.toContain(out.slice(-43));
  },
);

test.each([
  [],
  ["other"],
  ["list", "x"],
  ["revoke"],
  ["create"],
  ["create", "--name", "n", "--scopes", "read"],
  ["create", "--name", "n", "--scopes", "read", "--service", "--user", "u"],
  ["create", "--name", "n", "--scopes", "read", "--user", ""],
  ["create", "--name", " ", "--scopes", "read", "--service"],
  ["create", "--name", "n", "--scopes", "all", "--service"],
  ["create", "--name", "n", "--service"],
  ["create", "--name", "n", "--scopes", "read", "--service", "--expires", "soon"],
  ["create", "--name", "n", "--scopes", "read", "--service", "--expires", "0d"],
])("what is not understood makes nothing: %j", async (...argv) => {
  const before = await app.query("select count(*) from api_key");
  await expect(run(...argv)).rejects.toThrow(CommandError);
  expect(await app.query("select count(*) from api_key")).toEqual(before);
});
