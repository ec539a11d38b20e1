import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createOpaqueUserRef, firstUserRefKey } from "@/server/platform/user-ref";

const secret = randomBytes(32);
const refsWith = (made: Uint8Array, environment: string) =>
  createOpaqueUserRef({ key: async () => firstUserRefKey(made), environment });
const inSandbox = refsWith(secret, "sandbox");

test("S-17: the name a user has at Plaid is stable, differs by user, environment and key, and tells nothing", async () => {
  const userId = "alice@example.com";
  const refs = await Promise.all([
    inSandbox(userId),
    inSandbox("bob@example.com"),
    refsWith(secret, "production")(userId),
    refsWith(randomBytes(32), "sandbox")(userId),
  ]);
  expect(new Set(refs).size).toBe(refs.length);
  expect(await refsWith(secret, "sandbox")(userId)).toBe(refs[0]);
  for (const ref of refs) expect(ref).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

test("a key that could not be read is asked for again", async () => {
  let tries = 0;
  const refOf = createOpaqueUserRef({
    environment: "sandbox",
    key: async () => {
      tries += 1;
      if (tries === 1) throw new Error("no database");
      return firstUserRefKey(secret);
    },
  });
  await expect(refOf("alice")).rejects.toThrow("no database");
  expect(await refOf("alice")).toBe(await inSandbox("alice"));
});
