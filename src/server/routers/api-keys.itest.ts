// S-21, S-06: the signed-in user's own keys, and nobody else's.
import { expect, test } from "vitest";
import { createApiKey } from "@/server/services/api-keys/create-api-key";
import { verifyApiKey } from "@/server/services/api-keys/verify-api-key";
import { createContext } from "@/server/services/runtime";
import { createTestApiKey } from "@/testing/api-key";
import { startTestApp } from "@/testing/app";
import { createCaller } from "./app-router";

const app = await startTestApp();

async function callerOf(userId: string) {
  const service = await createContext({ actor: { kind: "user", userId, keyId: null }, requestId: `test-${userId}` });
  const { create, list, revoke } = createCaller({
    requestId: `test-${userId}`,
    session: { userId, service, signIn: null },
  }).apiKeys;
  return { service, create, list, revoke };
}
const ann = await callerOf("ann");
const bob = await callerOf("bob");
const told = (call: Promise<unknown>) => call.catch((error: Error) => error.message);

test("S-21: a key is made for its user alone, told once, and lasts a year unless something else is chosen", async () => {
  const { apiKey, key } = await ann.create({ name: " My script ", scopes: ["read", "refresh", "read"] });
  expect(await verifyApiKey(ann.service, apiKey)).toMatchObject({ actor: { kind: "user", userId: "ann" } });
  expect(key).toMatchObject({ name: "My script", scopes: ["refresh", "read"], lastUsedAt: null, isExpired: false });
  const days = (Date.parse(key.expiresAt ?? "") - Date.parse(key.createdAt)) / 86_400_000;
  expect(days).toBe(365);
  expect((await ann.create({ name: "n", scopes: ["read"], expiresInDays: null })).key.expiresAt).toBeNull();
  const listed = await ann.list();
  expect(listed.map(({ keyId }) => keyId)).toContain(key.keyId);
  expect(JSON.stringify(listed)).not.toContain(apiKey.slice(-43));
});

test.each([
  { name: "", scopes: ["read"] },
  { name: " \t", scopes: ["read"] },
  { name: "a\nb", scopes: ["read"] },
  { name: "x".repeat(101), scopes: ["read"] },
  { name: "n", scopes: [] },
  { name: "n", scopes: ["all"] },
  { name: "n", scopes: ["read"], expiresInDays: 0 },
  { name: "n", scopes: ["read"], expiresInDays: 3651 },
  { name: "n", scopes: ["read"], expiresInDays: 1.5 },
])("a key that cannot be is not made: %j", async (wish) => {
  const before = await app.query("select count(*) from api_key");
  expect(await told(ann.create(wish as Parameters<typeof ann.create>[0]))).toMatch(
    /^Invalid (name|scopes|expiresInDays)$/,
  );
  expect(await app.query("select count(*) from api_key")).toEqual(before);
});

test("S-06: another user's key answers like one that never was, and goes on; so does a service key", async () => {
  const { apiKey, key } = await ann.create({ name: "ann's", scopes: ["read"] });
  const service = await createTestApiKey();
  const unknown = await told(bob.revoke({ keyId: "0".repeat(16) }));
  expect(unknown).toBe("API key not found");
  for (const keyId of [key.keyId, service.keyId]) expect(await told(bob.revoke({ keyId }))).toBe(unknown);
  expect(await bob.list()).toEqual([]);
  expect((await ann.list()).map(({ userId }) => userId)).not.toContain(null);
  for (const good of [apiKey, service.apiKey]) expect(await verifyApiKey(ann.service, good)).not.toBeNull();
});

test("S-21: a key that is revoked leaves the list and is good for nothing", async () => {
  const { apiKey, key } = await ann.create({ name: "short-lived", scopes: ["read"] });
  await ann.revoke({ keyId: key.keyId });
  expect((await ann.list()).map(({ keyId }) => keyId)).not.toContain(key.keyId);
  expect(await verifyApiKey(ann.service, apiKey)).toBeNull();
  expect(await told(ann.revoke({ keyId: key.keyId }))).toBe("API key not found");
});

test("S-06: nobody signed in makes a service key, or one for somebody else", async () => {
  const wish = { name: "n", scopes: ["read"], expiresInDays: 1, signIn: null } as const;
  for (const userId of [null, "bob"])
    await expect(createApiKey(ann.service, { ...wish, userId })).rejects.toMatchObject({ code: "FORBIDDEN" });
});
