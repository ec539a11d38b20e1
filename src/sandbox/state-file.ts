import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import type * as z from "zod";

/** The state file is unusable; the message is one sentence for the person who started the sandbox. */
export class StateFileError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "StateFileError";
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
}

/** The checked contents of `file`, or null when it does not exist. Errors: StateFileError. */
export function readStateFile<T>(file: string, schema: z.ZodType<T>): T | null {
  if (!existsSync(file)) return null;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new StateFileError(`The sandbox state file ${file} cannot be read (${reasonOf(error)}).`, error);
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new StateFileError(
      `The sandbox state file ${file} is damaged; move it away to start with an empty sandbox.`,
      error,
    );
  }
}

/** Replaces `file` whole and on disk before it returns; a crash leaves the old or the new text. Errors: StateFileError. */
export function writeStateFile(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const descriptor = openSync(temporary, "w", 0o600);
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
    syncDirectory(dirname(file));
  } catch (error) {
    throw new StateFileError(`The sandbox state file ${file} cannot be written (${reasonOf(error)}).`, error);
  }
}

function syncDirectory(directory: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(directory, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
