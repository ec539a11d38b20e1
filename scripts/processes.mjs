// Which process is which: a pid alone may mean somebody else by now.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/** @typedef {{ pid: number, start: string | null }} ProcessId  `start`: the kernel's start tick, null where it cannot be read. */

/**
 * State and start tick as Linux shows them; null elsewhere or when the process is gone.
 * @param {number} pid
 */
function linuxStat(pid) {
  try {
    // The command name may hold spaces and brackets: fields are counted after its last bracket.
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0], start: fields[19] ?? null };
  } catch {
    return null;
  }
}

/** @returns {ProcessId} */
export const thisProcess = () => ({ pid: process.pid, start: linuxStat(process.pid)?.start ?? null });

/**
 * Whether the process lives, zombies excluded; with `start`, whether it is still the same one.
 * @param {ProcessId} id
 */
export function isRunning({ pid, start }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EPERM") return false;
  }
  const stat = linuxStat(pid);
  return stat === null || (stat.state !== "Z" && (start === null || stat.start === start));
}

/** @param {number} pid */
export function isPostgres(pid) {
  if (!(pid > 0) || !isRunning({ pid, start: null })) return false;
  try {
    const name = fs.existsSync("/proc/self/comm")
      ? fs.readFileSync(`/proc/${pid}/comm`, "utf8")
      : String(spawnSync("ps", ["-p", String(pid), "-o", "comm="]).stdout ?? "");
    return path.basename(name.trim()).startsWith("postgres");
  } catch {
    return false;
  }
}
