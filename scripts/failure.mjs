// Failures people can mend: one sentence and an exit code, never a stack.

import fs from "node:fs";
import os from "node:os";

/** Of a check that cannot be made here; .ci/run counts it as skipped. */
export const SKIPPED_EXIT_CODE = 77;

/** An expected failure. The message is the whole sentence the user gets to read. */
export class Failure extends Error {
  /**
   * @param {string} message
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = "Failure";
    this.exitCode = exitCode;
  }
}

/** @type {Record<string, string>} */
const REASONS = {
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  EROFS: "the file system is read-only",
  ENOSPC: "no disk space left",
  EDQUOT: "the disk quota is used up",
  ENOTDIR: "a part of the path is not a folder",
  EMFILE: "too many open files",
};

/**
 * The sentence and the exit code for `error`; null for one nobody foresaw, whose stack is then worth reading.
 * @param {unknown} error
 * @returns {{ sentence: string, exitCode: number } | null}
 */
function explain(error) {
  if (!(error instanceof Error)) return null;
  if ("exitCode" in error && typeof error.exitCode === "number")
    return { sentence: error.message, exitCode: error.exitCode };
  const reason = reasonOf(error);
  if (reason === null) return null;
  const { path } = /** @type {NodeJS.ErrnoException} */ (error);
  return { sentence: path ? `${path}: ${reason}` : reason, exitCode: 1 };
}

/** @param {unknown} error */
function reasonOf(error) {
  const { code } = /** @type {NodeJS.ErrnoException} */ (error);
  return (code === undefined ? undefined : REASONS[code]) ?? null;
}

/**
 * Runs `work`, which writes below `dir`; a folder that cannot be written becomes the sentence "`dir` `what`: …".
 * @template T
 * @param {string} dir
 * @param {string} what
 * @param {() => T} work
 * @returns {T}
 */
export function writing(dir, what, work) {
  try {
    return work();
  } catch (error) {
    const reason = reasonOf(error);
    throw reason === null ? error : new Failure(`${dir} ${what}: ${reason}`);
  }
}

/**
 * Prints why the command ends and returns its exit code.
 * @param {unknown} error
 */
export function report(error) {
  const known = explain(error);
  console.error(known ? `plaid-investments: ${known.sentence}` : error);
  return known?.exitCode ?? 1;
}

/**
 * The login name of a user id, for messages.
 * @param {number} uid
 */
export function userName(uid) {
  if (uid === process.getuid?.()) return os.userInfo().username;
  try {
    const entry = fs
      .readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .find((line) => line.split(":")[2] === String(uid));
    return entry?.split(":")[0] ?? `user ${uid}`;
  } catch {
    return `user ${uid}`;
  }
}
