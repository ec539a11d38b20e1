// The processes a start consists of: their output, their restarts, their end.
import { spawn } from "node:child_process";
import readline from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

const MAX_RESTARTS = 5;
const FIRST_RESTART_MS = 500;
const HEALTHY_MS = 60_000;
const CONFIGURATION_EXIT_CODE = 78;

/** @typedef {import("node:child_process").ChildProcess} ChildProcess */
/**
 * @typedef {object} ChildSpec
 * @property {string} name as it is called in messages
 * @property {string[]} args of node
 * @property {Record<string, string | undefined>} env
 * @property {"restart" | "fatal" | "once"} whenItEnds `once`: it is meant to end
 * @property {number} graceMs from SIGTERM to SIGKILL
 * @property {(line: string) => string | null} [toLine] what of its output is shown; null for nothing
 */

/** Thrown to whoever would start another process while everything is being stopped. */
export class Stopping extends Error {}

// Every child is a group of its own: a Ctrl-C reaches the start script alone, which then stops all in order, and a
// group can be killed together with what it started.
const isGrouped = process.platform !== "win32";

/**
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function killGroup(child, signal) {
  try {
    if (isGrouped && child.pid) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // it is gone already
  }
}

/**
 * @param {{ projectDir: string, log: (line: string) => void, onFatal: (sentence: string, exitCode: number) => void }} options
 */
export function createSupervisor({ projectDir, log, onFatal }) {
  /** @type {Set<{ spec: ChildSpec, child: ChildProcess, ended: Promise<number> }>} */
  const running = new Set();
  let isStopping = false;

  /** @param {ChildSpec} spec */
  function launch(spec) {
    if (isStopping) throw new Stopping();
    const child = spawn(process.execPath, spec.args, {
      cwd: projectDir,
      env: spec.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: isGrouped,
    });
    const toLine = spec.toLine ?? ((line) => line);
    for (const [from, to] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])) {
      readline.createInterface({ input: from }).on("line", (text) => {
        const line = toLine(text);
        if (line !== null) to.write(`${line}\n`);
      });
    }
    const ended = new Promise((resolve) => {
      child.once("error", () => resolve(1));
      child.once("exit", (code) => resolve(code ?? 1));
    });
    const entry = { spec, child, ended };
    running.add(entry);
    void ended.then(() => running.delete(entry));
    return entry;
  }

  /** @param {ChildSpec} spec @param {Promise<number>} ended @param {number} restarts */
  async function mind(spec, ended, restarts) {
    const startedAt = Date.now();
    const code = await ended;
    if (isStopping || spec.whenItEnds === "once") return;
    const soFar = Date.now() - startedAt > HEALTHY_MS ? 0 : restarts;
    if (spec.whenItEnds === "fatal") return onFatal(`${spec.name} ended (code ${code})`, code || 1);
    if (code === CONFIGURATION_EXIT_CODE || soFar >= MAX_RESTARTS)
      return onFatal(`${spec.name} does not stay up (code ${code})`, code || 1);
    const delayMs = FIRST_RESTART_MS * 2 ** soFar;
    log(`${spec.name} ended (code ${code}), starting it again`);
    await sleep(delayMs, undefined, { ref: false });
    if (isStopping) return;
    void mind(spec, launch(spec).ended, soFar + 1);
  }

  return {
    /**
     * @param {ChildSpec} spec
     * @returns {{ child: ChildProcess, ended: Promise<number> }}
     * @throws {Stopping}
     */
    start(spec) {
      const { child, ended } = launch(spec);
      void mind(spec, ended, 0);
      return { child, ended };
    },

    /** From now on nothing is started any more, nor started again. */
    refuse() {
      isStopping = true;
    },

    /** Asks the named process to end, and makes it. @param {string} name */
    async stop(name) {
      await Promise.all(
        [...running]
          .filter(({ spec }) => spec.name === name)
          .map(async ({ spec, child, ended }) => {
            child.kill("SIGTERM");
            const timer = setTimeout(() => killGroup(child, "SIGKILL"), spec.graceMs);
            await ended;
            clearTimeout(timer);
            killGroup(child, "SIGKILL"); // what it may have left in its group
          }),
      );
    },

    /** No more patience. */
    killAll() {
      for (const { child } of running) killGroup(child, "SIGKILL");
    },
  };
}
