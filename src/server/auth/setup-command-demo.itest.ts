// `npm run setup` where there are no accounts.
import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { startTestApp } from "@/testing/app";

const app = await startTestApp();
const run = promisify(execFile);
const env = () => ({ ...process.env, DATA_DIR: mkdtempSync(join(tmpdir(), "setup-")) });

test.each([[[]], [["--reset", "ann@example.org"]]])(
  "the demo is told that it needs none: npm run setup %j",
  async (args) => {
    await run(process.execPath, ["scripts/migrate.mjs", "deploy"], { env: env() });
    const { stdout } = await run(process.execPath, ["scripts/setup.mjs", ...args], { env: env() });
    expect(stdout).toBe("none is needed: the demo has no accounts, and opens signed in\n");
    expect(await app.query("SELECT FROM dashboard_link")).toEqual([]);
  },
  60_000,
);
