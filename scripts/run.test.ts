import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { withoutSettings } from "./tools.mjs";

const KEYS = {
  PLAID_CLIENT_ID: "canary-id",
  PLAID_SECRET: "canary-secret",
  APP_SECRET: Buffer.alloc(32, 1).toString("base64"),
  APP_URL: "http://localhost:3000",
};

function run(kind: string, env: Record<string, string>) {
  return spawnSync(process.execPath, ["scripts/run.mjs", kind], {
    env: { ...process.env, ...withoutSettings(), ...env },
    encoding: "utf8",
  });
}

test.each(["web", "worker"])("npm run %s refuses the demo, and an install without a database of its own", (kind) => {
  const demo = run(kind, {});
  expect([demo.status, demo.stdout]).toEqual([78, ""]);
  expect(demo.stderr).toMatch(/^plaid-investments: [^\n]*npm start[^\n]*\n$/);
  const embedded = run(kind, KEYS);
  expect([embedded.status, embedded.stdout]).toEqual([78, ""]);
  expect(embedded.stderr).toMatch(/^plaid-investments: DATABASE_URL [^\n]*npm start[^\n]*\n$/);
  expect(embedded.stderr).not.toContain("canary");
});

test("anything else is called wrongly", () => {
  expect(run("start", KEYS).status).toBe(2);
});
