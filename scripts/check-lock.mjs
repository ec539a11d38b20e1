// Fails when package-lock.json lacks the binaries of some platform, names the registry it was made with, or holds a package
// without its hash, or with an install script that package.json says nothing about. A version whose optional packages are
// not all published installs here, and breaks `npm ci` for everyone afterwards.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** @typedef {{ resolved?: string, link?: boolean, integrity?: string, hasInstallScript?: boolean, optionalDependencies?: Record<string, string> }} Locked */

/** The name of the package that is installed at `where`. @param {string} where */
export const packageName = (where) => where.slice(where.lastIndexOf("node_modules/") + "node_modules/".length);

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

/**
 * That nothing is installed but what was locked, and nothing of it runs unseen: an install script is named in `allowScripts`,
 * whether it may run or not.
 * @param {{ packages?: Record<string, Locked> }} lock
 * @param {{ allowScripts?: Record<string, boolean> }} manifest
 * @returns {string[]}
 */
export function checkOrigins({ packages = {} }, { allowScripts = {} }) {
  const problems = [];
  for (const [where, { link, integrity, hasInstallScript }] of Object.entries(packages)) {
    if (where === "" || link) continue;
    if (!integrity) problems.push(`${where} is locked without its hash`);
    if (hasInstallScript && !Object.hasOwn(allowScripts, packageName(where)))
      problems.push(`${where} has an install script, which allowScripts does not name`);
  }
  return problems;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [lock, manifest] = ["package-lock.json", "package.json"].map((file) =>
    JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), "utf8")),
  );
  const { count, problems } = checkLock(lock);
  const all = [...problems, ...checkOrigins(lock, manifest)];
  for (const problem of all) console.error(problem);
  console.log(`lock: ${count} packages, ${all.length} problems`);
  process.exitCode = all.length > 0 ? 1 : 0;
}
