// Commands of the app run as a user runs them, for the checks: what they print, and what they leave running.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import readline from "node:readline";

/** @typedef {{ child: import("node:child_process").ChildProcess, ready: string, output: () => string, ended: Promise<number | null> }} Command  `ready`: what `readyLine` captured. */

/** In the environment of everything that a check starts, so that it is found again. */
const MARK = "PLAID_INVESTMENTS_CHECK";
const mark = randomUUID();

/**
 * Starts `npm …args` and waits for a line of its output.
 * @param {string[]} args
 * @param {{ cwd: string, env: Record<string, string | undefined>, readyLine: RegExp, deadlineMs: number }} options
 * @returns {Promise<Command>}
 */
export function startCommand(args, { cwd, env, readyLine, deadlineMs }) {
  // A session of its own, as a terminal would give it: signals can be sent to npm alone or to the whole foreground group.
  const child = spawn("npm", args, {
    ...{ cwd, env: { ...env, [MARK]: mark }, detached: true },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => child.once("close", resolve));
  // A check that fails half-way leaves nothing running.
  const endToo = () => child.kill("SIGTERM");
  process.once("exit", endToo);
  void ended.then(() => process.off("exit", endToo));
  return new Promise((resolve, reject) => {
    const giveUp = (/** @type {string} */ why) => {
      clearTimeout(timer);
      child.kill("SIGTERM");
      reject(new Error(`npm ${args.join(" ")} ${why}:\n${output}`));
    };
    const timer = setTimeout(() => giveUp("did not become ready"), deadlineMs);
    const take = (/** @type {string} */ line) => {
      output += `${line}\n`;
      const found = readyLine.exec(line);
      if (!found) return;
      clearTimeout(timer);
      resolve({ child, ready: found[1] ?? "", output: () => output, ended });
    };
    for (const stream of [child.stdout, child.stderr]) readline.createInterface({ input: stream }).on("line", take);
    void ended.then((code) => giveUp(`ended with code ${code}`));
  });
}

/** @param {string} file */
export const readOrEmpty = (file) => {
  try {
    return fs.readFileSync(file, "latin1");
  } catch {
    return ""; // gone, or somebody else's
  }
};

/** Command lines of what this check started and still runs: by the mark in their environment, the database by its folder. @param {string} stateDir */
export function leftRunning(stateDir) {
  if (!fs.existsSync("/proc/self/environ")) return [];
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((pid) => ({ command: readOrEmpty(`/proc/${pid}/cmdline`), environ: readOrEmpty(`/proc/${pid}/environ`) }))
    .filter(({ command, environ }) => environ.includes(`${MARK}=${mark}`) || command.includes(stateDir))
    .map(({ command }) => command.replaceAll("\0", " ").trim());
}
