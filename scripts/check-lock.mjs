// Fails when package-lock.json lacks the binaries of some platform, or names the registry it was made with.
// A version whose optional packages are not all published installs here, and breaks `npm ci` for everyone afterwards.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** @typedef {{ resolved?: string, link?: boolean, optionalDependencies?: Record<string, string> }} Locked */

/**
 * Whether `name` is found from the package at `where`, looking outwards as Node does.
 * @param {Record<string, Locked>} packages
 * @param {string} where
 * @param {string} name
 */
function isLocked(packages, where, name) {
  for (let folder = where; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))) {
    if (packages[`${folder === "" ? "" : `${folder}/`}node_modules/${name}`]) return true;
    if (folder === "") return false;
  }
}

/**
 * @param {{ packages?: Record<string, Locked> }} lock
 * @returns {{ count: number, problems: string[] }}
 */
export function checkLock({ packages = {} }) {
  const problems = [];
  for (const [where, { resolved, link, optionalDependencies = {} }] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      if (!isLocked(packages, where, name))
        problems.push(`${where || "the project"} wants ${name}@${range}, which is not locked`);
    }
    if (resolved && !link) problems.push(`${where} names where it was downloaded from`);
  }
  const count = Object.keys(packages).length;
  if (count < 2) problems.push(`read ${count} packages: the check is blind`);
  return { count, problems };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { count, problems } = checkLock(
    JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8")),
  );
  for (const problem of problems) console.error(problem);
  console.log(`lock: ${count} packages, ${problems.length} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
