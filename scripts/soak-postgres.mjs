// A Postgres that can be killed, frozen and started again where it was. It keeps what protects data from a crash (fsync).
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { acquire } from "./embedded-postgres.mjs";
import { Failure } from "./failure.mjs";
import { isRunning } from "./processes.mjs";

/** A server process and those it has started. @param {number} postmaster */
function familyOf(postmaster) {
  const parentOf = (/** @type {string} */ pid) => {
    try {
      return Number(/^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
    } catch {
      return 0; // it has ended meanwhile
    }
  };
  const children = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && parentOf(name) === postmaster);
  return [postmaster, ...children.map(Number)];
}

/** @param {readonly number[]} pids @param {NodeJS.Signals} signal */
function send(pids, signal) {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // gone
    }
  }
}

/** @param {readonly number[]} pids */
async function haveEnded(pids) {
  while (pids.some((pid) => isRunning({ pid, start: null }))) await sleep(10);
}

/** @param {string} dataDir @param {(step: () => unknown) => void} onEnd */
export async function startSoakPostgres(dataDir, onEnd) {
  if (!existsSync("/proc/self/status")) throw new Failure("the soak needs Linux: it looks for processes in /proc");
  const open = async () => {
    const lease = await acquire({ dataDir, database: "soak" });
    onEnd(lease.release);
    return lease;
  };
  let { url, pid } = await open();
  /** @type {number[]} */
  let frozen = [];
  const resume = () => {
    send(frozen, "SIGCONT");
    frozen = [];
  };
  onEnd(resume);
  const end = async (/** @type {NodeJS.Signals} */ signal, /** @type {boolean} */ isForAll) => {
    // Whoever is told first must not start another one meanwhile.
    const family = familyOf(pid);
    send(isForAll ? family : [pid], signal);
    await haveEnded(family);
  };
  return {
    url,
    /** kill -9 of all its processes at once. */
    kill: () => end("SIGKILL", true),
    /** A fast shutdown, as an administrator's restart begins. */
    shutDown: () => end("SIGINT", false),
    /** On the same port, with recovery if it needs one. */
    start: async () => {
      ({ url, pid } = await open());
    },
    /** All its processes stand still; connections stay open, and new ones are taken by the kernel. */
    freeze: () => {
      frozen = familyOf(pid);
      send(frozen, "SIGSTOP");
    },
    resume,
  };
}
