// What a build was made of, by content: dates lie after a checkout.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/** @param {string | Buffer} content */
const digest = (content) => createHash("sha256").update(content).digest("hex");

// Generated code follows from the schema; tests and their tools are in no bundle.
const NOT_BUILT = /^src\/server\/db\/generated\/|^src\/testing\/|\.(test|itest)\.tsx?$/;

/**
 * @param {string} projectDir
 * @param {string} relative
 * @returns {Generator<string>} every file below, or the file itself; nothing when absent
 */
function* filesOf(projectDir, relative) {
  const stat = fs.statSync(path.join(projectDir, relative), { throwIfNoEntry: false });
  if (stat?.isFile()) yield relative;
  if (!stat?.isDirectory()) return;
  for (const name of fs.readdirSync(path.join(projectDir, relative)).sort())
    yield* filesOf(projectDir, `${relative}/${name}`);
}

/**
 * One digest over names and contents.
 * @param {string} projectDir
 * @param {string[]} paths files and folders, relative to the project
 */
export function fingerprint(projectDir, paths) {
  const lines = [];
  for (const root of paths) {
    for (const file of filesOf(projectDir, root)) {
      if (!NOT_BUILT.test(file)) lines.push(`${file} ${digest(fs.readFileSync(path.join(projectDir, file)))}`);
    }
  }
  return digest(lines.join("\n"));
}

export const BUILD_INPUTS = [
  "src",
  "public",
  "prisma/schema.prisma",
  "scripts/env.mjs",
  "scripts/env-values.mjs",
  "scripts/bundle.mjs",
  "next.config.mjs",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
