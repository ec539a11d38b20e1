import { expect, test } from "vitest";
import { resolveEnvironment } from "#env";
import { secretValues } from "@/server/platform/env";

test("S-17: every secret among the settings is known to the log, in each form it can take", () => {
  const key = Buffer.alloc(32, 0xfb);
  const previous = Buffer.alloc(32, 7);
  const settings = resolveEnvironment({
    PLAID_CLIENT_ID: "client-1",
    PLAID_SECRET: "plaid-secret-canary",
    APP_URL: "https://app.example",
    APP_SECRET: `${key.toString("base64")},${previous.toString("base64")}`,
    DATABASE_URL: "postgresql://app:p%40ssword-canary@db.example/app",
  });
  expect(secretValues(settings)).toEqual(
    expect.arrayContaining([
      "plaid-secret-canary",
      key.toString("base64"),
      key.toString("base64url"),
      previous.toString("hex"),
      "p%40ssword-canary",
      "p@ssword-canary",
    ]),
  );
});

test("a demo without any variable has no secret to hide yet", () => {
  expect(secretValues(resolveEnvironment({}))).toEqual([]);
});
