// Runs the project's tools as children: a signal that ends this process ends them first.
import { spawn } from "node:child_process";
import { VARIABLES } from "./env.mjs";

/** @typedef {{ code: number, output: string }} Outcome */

/** The project's tools by what starts them; never through npx, which keeps signals to itself. */
export const TOOLS = {
  biome: "node_modules/@biomejs/biome/bin/biome",
  next: "node_modules/next/dist/bin/next",
  playwright: "node_modules/@playwright/test/cli.js",
  prisma: "node_modules/prisma/build/index.js",
  tsc: "node_modules/typescript/bin/tsc",
  vitest: "node_modules/vitest/vitest.mjs",
};

/**
 * The environment without any setting of an install: tests and checks are to see neither the user's Plaid keys nor a
 * real database. Empty and not absent, so that neither .env nor Next fills a variable in.
 * @param {Readonly<Record<string, string | undefined>>} [env]
 * @returns {Record<string, string | undefined>}
 */
export function withoutSettings(env = process.env) {
  return { ...env, ...Object.fromEntries(Object.keys(VARIABLES).map((name) => [name, ""])) };
}

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
/** @type {NodeJS.Signals | null} */
let endedBy = null;

/** The signal that asked this process to end, while its children still do. */
export const interruption = () => endedBy;

/** From now on SIGINT, SIGTERM and SIGHUP end the children, and leave the rest to whoever awaits them. */
export function passSignalsOn() {
  for (const signal of /** @type {NodeJS.Signals[]} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => {
      // At a terminal the children got the Ctrl-C themselves, and a second one means "at once" to them.
      const isTheirs = signal === "SIGINT" && process.stdin.isTTY;
      // Test runners clean up after SIGINT and after nothing else.
      if (!isTheirs) for (const child of running) child.kill(endedBy ? "SIGKILL" : "SIGINT");
      endedBy = signal;
    });
  }
}

/**
 * Runs node with `args`. `isShown`: its output goes to the terminal as it comes, and none is returned.
 * @param {string[]} args
 * @param {{ cwd: string, env?: Record<string, string | undefined>, isShown?: boolean, node?: string }} options `node`: another one than this process's
 * @returns {Promise<Outcome>}
 */
export function runNode(args, { cwd, env = process.env, isShown = false, node = process.execPath }) {
  if (endedBy) return Promise.resolve({ code: 1, output: "" });
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, {
      cwd,
      env,
      stdio: isShown ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.once("error", reject);
    child.once("close", (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}
