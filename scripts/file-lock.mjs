// A lock between processes that survives kill -9 of anyone, held in a file that says who holds it.
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning, thisProcess } from "./processes.mjs";

/** @typedef {import("./processes.mjs").ProcessId & { token: string, note: string }} Holder */
/** @typedef {{ setNote(note: string): void, release(): void }} Lock */

/**
 * @param {string} file
 * @returns {Holder | null} null when nobody holds it, or when it cannot be read as a lock
 */
export function readHolder(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/** @param {unknown} error */
const codeOf = (error) => /** @type {NodeJS.ErrnoException} */ (error).code;

/**
 * Takes the lock, or returns its living holder.
 * @param {string} file
 * @param {string} [note] shown to whoever finds it taken
 * @returns {Lock | Holder}
 */
export function tryLock(file, note = "") {
  const token = randomUUID();
  const draft = `${file}.${token}`;
  const write = (/** @type {string} */ text) =>
    fs.writeFileSync(draft, JSON.stringify({ ...thisProcess(), token, note: text }));
  for (;;) {
    write(note);
    try {
      fs.linkSync(draft, file); // appears with its content or not at all
      return {
        setNote(text) {
          write(text);
          fs.renameSync(draft, file);
        },
        release: () => fs.rmSync(file, { force: true }),
      };
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    } finally {
      fs.rmSync(draft, { force: true });
    }
    const holder = readHolder(file);
    if (holder && isRunning(holder)) return holder;
    if (fs.existsSync(file)) removeStale(file, holder?.token ?? "unreadable");
  }
}

/**
 * Removes a dead holder's lock, and never its successor's: only the one process that holds the lock on this very
 * holding (its token is unique) may unlink it, and it looks again first.
 * @param {string} file
 * @param {string} token
 */
function removeStale(file, token) {
  const right = tryLock(`${file}.stale-${token}`);
  if (!("release" in right)) return;
  try {
    if ((readHolder(file)?.token ?? "unreadable") === token) fs.rmSync(file, { force: true });
  } finally {
    right.release();
  }
}

/**
 * Runs `work` alone among all processes that use `file`.
 * @template T
 * @param {string} file
 * @param {() => Promise<T> | T} work
 * @param {{ onWait?: (holder: Holder) => void }} [options]
 */
export async function withLock(file, work, { onWait } = {}) {
  let told = false;
  for (;;) {
    const lock = tryLock(file);
    if ("release" in lock) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (!told) onWait?.(lock);
    told = true;
    await sleep(40);
  }
}
