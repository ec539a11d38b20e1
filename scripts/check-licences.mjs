// Fails when a dependency, of whatever platform, comes under terms that nobody has agreed to yet.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { packageName } from "./check-lock.mjs";

/** Terms under which anything may be used. */
const FREE = "0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause BlueOak-1.0.0 CC0-1.0 ISC MIT Unlicense".split(" ");

/** Packages that are used as they come, under terms that reach no further than their own files. @type {[RegExp, string][]} */
const NAMED = [
  [/^@fontsource-variable\/inter$/, "OFL-1.1"],
  [/^@img\/sharp-/, "LGPL-3.0-or-later"],
  [/^(?:@axe-core\/playwright|axe-core)$/, "MPL-2.0"],
  [/^lightningcss(?:-|$)/, "MPL-2.0"],
  [/^caniuse-lite$/, "CC-BY-4.0"],
  [/^elkjs$/, "EPL-2.0"],
];
/** What a package tells in its LICENSE file alone. @type {Record<string, string>} */
const TOLD_ELSEWHERE = { "seq-queue": "MIT" };

/**
 * @param {{ packages?: Record<string, { license?: string, link?: boolean }> }} lock
 * @returns {{ count: number, problems: string[] }}
 */
export function checkLicences({ packages = {} }) {
  const problems = [];
  let count = 0;
  for (const [where, { license, link }] of Object.entries(packages)) {
    if (where === "" || link) continue;
    count += 1;
    const name = packageName(where);
    const terms = license ?? TOLD_ELSEWHERE[name];
    const isFine = (/** @type {string} */ one) =>
      FREE.includes(one) || NAMED.some(([pattern, named]) => pattern.test(name) && named === one);
    // A choice binds weaker than a sum, and no package nests them.
    const choices = (terms ?? "").replace(/^\((.*)\)$/, "$1").split(/ or /i);
    if (!choices.some((choice) => choice.split(/ and /i).every(isFine)))
      problems.push(`${name} comes under ${terms ?? "no terms that it tells"}`);
  }
  if (count === 0) problems.push("read no package: the check is blind");
  return { count, problems };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { count, problems } = checkLicences(
    JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8")),
  );
  for (const problem of problems) console.error(problem);
  console.log(`licences: ${count} packages, ${problems.length} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
