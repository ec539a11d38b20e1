// Starts the app as a user does, ends it in each of the ways a user does, and looks for what is left running.
// The first start may install, build and seed; the later ones must be ready within seconds and keep the data.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { removeDataDir } from "./data-dir.mjs";
import { ensureInstalled } from "./install.mjs";
import { leftRunning, readOrEmpty, startCommand } from "./observed-command.mjs";
import { anyPort } from "./ports.mjs";
import { withoutSettings } from "./tools.mjs";

const PROJECT_DIR = fs.realpathSync(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const FIRST_DEADLINE_MS = 300_000;
const LATER_READY_MS = 5_000;
const MAX_STARTS = 6;
const END_DEADLINE_MS = 15_000;
const PREPARING = /installing the dependencies|building the app|generating the database client/;

/** @param {Record<string, string | undefined>} env */
async function start(env) {
  const startedAt = Date.now();
  const readyLine = /^plaid-investments is ready: (\S+)$/;
  const command = await startCommand(["start"], { cwd: PROJECT_DIR, env, readyLine, deadlineMs: FIRST_DEADLINE_MS });
  return { ...command, address: command.ready, readyMs: Date.now() - startedAt };
}

/** @param {string} address @param {string} pathName */
const statusOf = async (address, pathName) => (await fetch(`${address}${pathName}`, { redirect: "follow" })).status;

/** The demo's Items, by their ids in the local Plaid's memory. @param {string} dataDir */
const itemsOf = (dataDir) => {
  const file = path.join(dataDir, "sandbox", "state.json");
  return [...new Set(readOrEmpty(file).match(/access-sandbox-[0-9a-f-]{36}/g) ?? [])].sort();
};

/**
 * By how much what else runs on this machine slows a start down: 1 on a quiet one. Counted while nothing of ours runs.
 * @returns {Promise<number>}
 */
async function slowdown() {
  const SAMPLES = 20;
  let others = 0;
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    // "0.20 0.18 0.12 1/80 11206": the fourth field begins with how many can run, this process among them.
    others += Math.max(0, Number(/ (\d+)\//.exec(readOrEmpty("/proc/loadavg"))?.[1] ?? 1) - 1) / SAMPLES;
    await sleep(50);
  }
  const cores = os.availableParallelism();
  return Math.max(1, (others + cores) / cores);
}

/** @typedef {[string, (child: import("node:child_process").ChildProcess) => void]} Ending */
/** @type {[Ending, ...Ending[]]} */
const ENDINGS = [
  ["SIGTERM to npm", (child) => child.kill("SIGTERM")],
  ["Ctrl-C", (child) => process.kill(-(child.pid ?? 0), "SIGINT")],
  ["the terminal closing", (child) => process.kill(-(child.pid ?? 0), "SIGHUP")],
];

async function main() {
  await ensureInstalled(PROJECT_DIR, console.log);
  const { postgresHost } = await import("./postgres-host.mjs");
  const dataDir = path.join(PROJECT_DIR, ".data", `check-start-${process.pid}`);
  fs.mkdirSync(dataDir, { recursive: true });
  const { stateDir } = postgresHost(dataDir);
  const ports = { PORT: String(await anyPort()), PLAID_SANDBOX_PORT: String(await anyPort()) };
  const env = { ...withoutSettings(), ...ports, DATA_DIR: dataDir };
  const problems = [];
  /** @type {number[]} */
  const laterMs = [];
  let isQuickEnough = false;
  let items;
  for (let index = 0; index < ENDINGS.length || (index < MAX_STARTS && !isQuickEnough); index += 1) {
    const [ending, end] = ENDINGS[index % ENDINGS.length] ?? ENDINGS[0];
    const limitMs = Math.round(LATER_READY_MS * (await slowdown()));
    const { child, ended, address, readyMs, output } = await start(env);
    console.log(`ready after ${readyMs} ms${index > 0 ? `, ${limitMs} are allowed as busy as this machine is` : ""}`);
    for (const place of ["/", "/api/health", "/api/ready"]) {
      const status = await statusOf(address, place);
      if (status !== 200) problems.push(`${place} answers ${status}`);
    }
    if (index > 0) {
      laterMs.push(readyMs);
      isQuickEnough ||= readyMs <= limitMs;
      if (PREPARING.test(output())) problems.push(`a later start prepares again:\n${output()}`);
      if (items?.join() !== itemsOf(dataDir).join()) problems.push("a later start has other Items than the first one");
    }
    items = itemsOf(dataDir);
    if (items.length === 0) problems.push("the demo has no Item");
    end(child);
    await ended;
    const deadline = Date.now() + END_DEADLINE_MS;
    while (leftRunning(stateDir).length > 0 && Date.now() < deadline) await sleep(100);
    for (const command of leftRunning(stateDir)) problems.push(`left running after ${ending}: ${command}`);
    if (await statusOf(address, "/api/health").catch(() => null)) problems.push(`still answers after ${ending}`);
  }
  if (!isQuickEnough) problems.push(`later starts took ${laterMs.join(", ")} ms`);
  removeDataDir(dataDir);
  for (const problem of problems) console.error(problem);
  console.log(`start: ${laterMs.length + 1} starts, ${problems.length} problems`);
  return problems.length > 0 ? 1 : 0;
}

process.exitCode = await main().catch((error) => {
  console.error(error);
  return 1;
});
