import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createOpaqueUserRef } from "@/server/platform/user-ref";

const secret = randomBytes(32);
const inSandbox = createOpaqueUserRef({ secret, environment: "sandbox" });

test("S-17: the name a user has at Plaid is stable, differs by user, environment and secret, and tells nothing", () => {
  const userId = "alice@example.com";
  const refs = [
    inSandbox(userId),
    inSandbox("bob@example.com"),
    createOpaqueUserRef({ secret, environment: "production" })(userId),
    createOpaqueUserRef({ secret: randomBytes(32), environment: "sandbox" })(userId),
  ];
  expect(new Set(refs).size).toBe(refs.length);
  expect(createOpaqueUserRef({ secret, environment: "sandbox" })(userId)).toBe(refs[0]);
  for (const ref of refs) expect(ref).toMatch(/^[A-Za-z0-9_-]{43}$/);
});
