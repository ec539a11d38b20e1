// Fails when an advisory of severity high or critical names a dependency that the running app has. Ends with 77 where the
// package registry tells no advisories: that says nothing about the app.
import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure, report, SKIPPED_EXIT_CODE } from "./failure.mjs";

const PROJECT_DIR = dirname(dirname(fileURLToPath(import.meta.url)));
const SERIOUS = ["high", "critical"];

/**
 * The serious advisories in what `npm audit --json` prints; null when it is none, because the registry did not answer.
 * @param {string} output
 * @returns {string[] | null}
 */
export function advisoriesIn(output) {
  let told;
  try {
    told = JSON.parse(output);
  } catch {
    return null;
  }
  if (typeof told?.vulnerabilities !== "object" || told.vulnerabilities === null) return null;
  return Object.entries(told.vulnerabilities)
    .filter(([, { severity }]) => SERIOUS.includes(severity))
    .map(([name, { severity }]) => `${name}: ${severity}`);
}

function main() {
  const { stdout } = spawnSync("npm", ["audit", "--omit=dev", "--json", "--fetch-retries=1"], {
    cwd: PROJECT_DIR,
    encoding: "utf8",
    timeout: 120_000,
  });
  const advisories = advisoriesIn(stdout ?? "");
  if (advisories === null) throw new Failure("the package registry tells no advisories", SKIPPED_EXIT_CODE);
  for (const advisory of advisories) console.error(advisory);
  console.log(`audit: ${advisories.length} problems`);
  return advisories.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = main();
  } catch (error) {
    process.exitCode = report(error);
  }
}
