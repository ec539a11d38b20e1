// How long `npm start` takes until it says that the app is ready.
import { spawn } from "node:child_process";
import readline from "node:readline";
import { Failure } from "./failure.mjs";
import { anyPort } from "./ports.mjs";

const LATER_STARTS = 2;

/**
 * Starts the app as a user does, and stops it as soon as it is ready.
 * @param {{ projectDir: string, env: Record<string, string | undefined> }} input
 * @param {(step: () => unknown) => void} onEnd is given what must be undone
 * @returns {Promise<number>} milliseconds
 */
async function measureStart({ projectDir, env }, onEnd) {
  const startedAt = performance.now();
  const child = spawn("npm", ["start"], { cwd: projectDir, env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  onEnd(() => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    return ended;
  });
  /** @type {string[]} */
  const lines = [];
  /** @type {number | null} */
  let readyMs = null;
  for (const stream of [child.stdout, child.stderr]) {
    readline.createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      if (!line.startsWith("plaid-investments is ready: ")) return;
      readyMs = performance.now() - startedAt;
      child.kill("SIGTERM");
    });
  }
  const code = await ended;
  if (readyMs === null) throw new Failure(`npm start ended with code ${code}:\n${lines.slice(-20).join("\n")}`);
  return readyMs;
}

/** @type {import("./bench-run.mjs").Part} */
export async function benchStart({ projectDir, dataDir, env, onEnd, log }) {
  const settings = {
    ...env,
    DATA_DIR: dataDir,
    PORT: String(await anyPort()),
    PLAID_SANDBOX_PORT: String(await anyPort()),
  };
  const row = async (/** @type {string} */ state) => {
    log(`npm start: ${state}`);
    return [state, `${((await measureStart({ projectDir, env: settings }, onEnd)) / 1000).toFixed(1)} s`];
  };
  const rows = [await row("first, a build if needed and half a year of demo data")];
  for (let start = 0; start < LATER_STARTS; start += 1) rows.push(await row("later"));
  return [
    {
      title: "Start",
      text: "`npm start` until it says that the app is ready.",
      head: ["start", "time"],
      rows,
    },
  ];
}
