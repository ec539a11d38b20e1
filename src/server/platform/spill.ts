import "server-only";
import { createHash } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

/** Values by name that outlive the process, one private file each: what is kept is on the disk when `keep` returns. */
export type Spill = {
  keep(name: string, value: object): void;
  /** Null also for one whose writing was cut short. */
  find(name: string): unknown;
  drop(name: string): void;
  /** Names of all that is kept. */
  names(): string[];
};

const SUFFIX = ".kept";

/** Makes the folder at once, and writes to it, so that one which cannot be written is found out before anything depends on it. */
export function openSpill(folder: string): Spill {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const probe = join(folder, `probe.${process.pid}`);
  writeThrough(folder, probe, "");
  rmSync(probe);
  const fileOf = (name: string) => join(folder, createHash("sha256").update(name).digest("hex") + SUFFIX);
  return {
    keep: (name, value) => writeThrough(folder, fileOf(name), JSON.stringify({ name, value })),
    find: (name) => readKept(fileOf(name))?.value ?? null,
    drop: (name) => rmSync(fileOf(name), { force: true }),
    names: () =>
      readdirSync(folder).flatMap((file) => {
        const kept = file.endsWith(SUFFIX) ? readKept(join(folder, file)) : null;
        return kept ? [kept.name] : [];
      }),
  };
}

function writeThrough(folder: string, file: string, text: string): void {
  for (const [path, isFolder] of [
    [file, false],
    [folder, true],
  ] as const) {
    const descriptor = openSync(path, isFolder ? "r" : "w", 0o600);
    try {
      if (!isFolder) writeSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }
}

function readKept(file: string): { readonly name: string; readonly value: unknown } | null {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && "code" in error && error.code === "ENOENT"))
      return null;
    throw error;
  }
}
