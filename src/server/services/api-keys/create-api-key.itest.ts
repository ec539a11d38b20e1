// S-21: what a live install asks of whoever makes a key.
import pg from "pg";
import { expect, test, vi } from "vitest";
import type { AppError } from "@/domain/errors";
import { createCaller } from "@/server/routers/app-router";
import { createContext } from "@/server/services/runtime";
import { signInTestUser } from "@/testing/accounts";
import { startTestApp } from "@/testing/app";
import { createApiKey, type NewApiKey } from "./create-api-key";

const app = await startTestApp({ mode: "live" });
const operator = await createContext({ actor: { kind: "operator" }, requestId: "test" });
const MINUTE_MS = 60_000;
const WISH = { name: "n", scopes: ["read"], expiresInDays: null } as const;

const contextOf = (userId: string) =>
  createContext({ actor: { kind: "user", userId, keyId: null }, requestId: `test-${userId}` });
/** A key of the user's own, asked for by somebody who proved who they are so long ago; null: nobody knows when. */
async function create(userId: string, minutesAgo: number | null, wish: Partial<NewApiKey> = {}) {
  const confirmedAt = new Date(Date.now() - (minutesAgo ?? 0) * MINUTE_MS);
  const signIn = minutesAgo === null ? null : { sessionId: `session-of-${userId}`, confirmedAt };
  return createApiKey(await contextOf(userId), { ...WISH, userId, signIn, ...wish });
}
const users = ["ann", "bob", "carol", "dave", "erin"];
for (const userId of users) await signInTestUser(app, userId);
const keysOf = async (userId: string) =>
  (await app.query("select id from api_key where user_id = $1", [userId])).length;

test("S-21: a session alone makes no key: it takes a proof of who sits there that is less than 15 minutes old", async () => {
  for (const minutesAgo of [16, 24 * 60, null])
    await expect(create("ann", minutesAgo)).rejects.toMatchObject({ code: "NOT_CONFIRMED" });
  expect(await keysOf("ann")).toBe(0);
  await create("ann", 14);
  expect(await keysOf("ann")).toBe(1);
});

test("S-21: so it is over tRPC, by the session that asks", async () => {
  const service = await contextOf("bob");
  const callerOf = (minutesAgo: number) => {
    const signIn = { sessionId: "session-of-bob", confirmedAt: new Date(Date.now() - minutesAgo * MINUTE_MS) };
    return createCaller({ requestId: "test", session: { userId: "bob", service, signIn } }).apiKeys;
  };
  await expect(callerOf(16).create({ ...WISH, scopes: ["read"] })).rejects.toThrow("Confirm that it is you");
  await callerOf(1).create({ ...WISH, scopes: ["read"] });
  expect(await keysOf("bob")).toBe(1);
});

test("S-21: a user has 25 good keys at most, however many are asked for at once; what ended makes room", async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => create("carol", 0)));
  const refused = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
  expect(refused).toEqual(Array.from({ length: 5 }, () => "TOO_MANY_API_KEYS"));
  expect(await keysOf("carol")).toBe(25);
  await expect(createApiKey(operator, { ...WISH, userId: "carol", signIn: null })).rejects.toMatchObject({
    code: "TOO_MANY_API_KEYS",
  });
  await create("dave", 0);
  await createApiKey(operator, { ...WISH, userId: null, signIn: null });

  const ofCarol =
    "id = (select id from api_key where user_id = 'carol' and revoked_at is null and expires_at is null limit 1)";
  for (const ended of ["revoked_at = now()", "expires_at = now() - interval '1 second'"]) {
    await app.query(`update api_key set ${ended} where ${ofCarol}`);
    await create("carol", 0);
    await expect(create("carol", 0)).rejects.toMatchObject({ code: "TOO_MANY_API_KEYS" });
  }
});

test("S-31: nobody makes a key for an account from when its deletion is asked for, and none brings it back when it is gone", async () => {
  await app.query("update app_user set deleting_at = now() where id = 'erin'");
  const refused = { code: "FORBIDDEN" };
  await expect(create("erin", 0)).rejects.toMatchObject(refused);
  await expect(createApiKey(operator, { ...WISH, userId: "erin", signIn: null })).rejects.toMatchObject(refused);
  await app.query("delete from dashboard_user where id = 'erin'");
  await app.query("delete from app_user where id = 'erin'");
  await expect(create("erin", 0)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  expect(await app.query("select from app_user where id = 'erin'")).toEqual([]);
  await createApiKey(operator, { ...WISH, userId: "erin", signIn: null });
  expect(await keysOf("erin")).toBe(1);
});

test("S-31: a key that is made while the deletion commits is refused", async () => {
  const deleting = new pg.Client({ connectionString: process.env.DATABASE_DIRECT_URL });
  await deleting.connect();
  try {
    await deleting.query("begin; update app_user set deleting_at = now() where id = 'dave'");
    const made = create("dave", 0).catch((error: AppError) => error.code);
    await vi.waitFor(async () =>
      expect(
        await app.query("select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"),
      ).toHaveLength(1),
    );
    await deleting.query("commit");
    expect(await made).toBe("FORBIDDEN");
  } finally {
    await deleting.end();
  }
});
