import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "sandbox-main-"));
const bundle = join(folder, "sandbox.mjs");
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

beforeAll(async () => {
  const alias = { "@/sandbox": here(".") };
  await build({
    entryPoints: [here("main.ts")],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "esm",
    alias,
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [bundle], {
    env: { NODE_ENV: "production", PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function outcomeOf(child: ChildProcess): Promise<{ code: number | null; errors: string }> {
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, errors };
}

async function readyLineOf(child: ChildProcess): Promise<{ msg: string; url: string; control_url: string | null }> {
  const [chunk] = (await once(child.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  return JSON.parse(chunk.toString());
}

test("one bundled file starts, says where it is, and ends within a second of SIGTERM", async () => {
  const stateFile = join(folder, "state.json");
  const controls = { PLAID_SANDBOX_CONTROL_PORT: "0", PLAID_SANDBOX_CONTROL_TOKEN: "t" };
  const child = start({ PLAID_SANDBOX_PORT: "0", PLAID_SANDBOX_STATE_FILE: stateFile, ...controls });
  const ready = await readyLineOf(child);
  expect(ready.msg).toBe("sandbox ready");
  expect((await fetch(`${ready.url}/link/link-initialize.js`)).status).toBe(200);
  expect((await fetch(`${ready.control_url}/items`)).status).toBe(401);
  const askedAt = performance.now();
  child.kill("SIGTERM");
  expect((await outcomeOf(child)).code).toBe(0);
  expect(performance.now() - askedAt).toBeLessThan(1000);
});

test("a port in use is one sentence and exit code 1", async () => {
  const first = start({ PLAID_SANDBOX_PORT: "0" });
  const { port } = new URL((await readyLineOf(first)).url);
  const { code, errors } = await outcomeOf(start({ PLAID_SANDBOX_PORT: port }));
  expect([code, errors]).toEqual([
    1,
    `Port ${port} is in use: stop the program that holds it or set another PLAID_SANDBOX_PORT.\n`,
  ]);
  first.kill("SIGTERM");
  await once(first, "close");
});

test("a damaged state file is one sentence and exit code 1", async () => {
  const stateFile = join(folder, "damaged.json");
  writeFileSync(stateFile, "not json");
  const { code, errors } = await outcomeOf(start({ PLAID_SANDBOX_PORT: "0", PLAID_SANDBOX_STATE_FILE: stateFile }));
  expect(code).toBe(1);
  expect(errors.trim().split("\n")).toHaveLength(1);
  expect(errors).toContain(stateFile);
});
