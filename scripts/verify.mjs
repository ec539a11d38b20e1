// `npm run verify`: what must hold of the sources, beside what the tests find. One line a check.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ensurePrismaClient } from "./build.mjs";
import { report } from "./failure.mjs";
import { ensureInstalled } from "./install.mjs";
import { interruption, passSignalsOn, runNode, TOOLS, withoutSettings } from "./tools.mjs";

const PROJECT_DIR = fs.realpathSync(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const log = (/** @type {string} */ line) => console.log(`- ${line}`);

/** Name, and the commands that must succeed one after the other. @type {[string, string[][]][]} */
const CHECKS = [
  ["schema is valid", [[TOOLS.prisma, "validate"]]],
  ["format and lint", [[TOOLS.biome, "check", "."]]],
  [
    "types",
    [
      [TOOLS.next, "typegen"],
      [TOOLS.tsc, "--noEmit"],
    ],
  ],
  ["layers", [["scripts/check-layers.mjs"]]],
  ["boundary", [["scripts/check-boundary.mjs"]]],
  ["lock file", [["scripts/check-lock.mjs"]]],
  ["licences", [["scripts/check-licences.mjs"]]],
  ["documents", [["scripts/check-docs.mjs"]]],
  ["schema and migrations agree", [["scripts/migrate.mjs", "check"]]],
];

const env = {
  ...withoutSettings(),
  // The shadow database of the last check belongs beside the tests', never on a server of the user's.
  DATA_DIR: path.join(PROJECT_DIR, ".data", "test"),
  NEXT_TELEMETRY_DISABLED: "1",
  CHECKPOINT_DISABLE: "1",
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
};

/** @param {string[][]} commands */
async function failureOf(commands) {
  for (const args of commands) {
    const { code, output } = await runNode(args, { cwd: PROJECT_DIR, env });
    if (code !== 0) return output.trim() || `it ended with code ${code}`;
  }
  return null;
}

async function main() {
  passSignalsOn();
  await ensureInstalled(PROJECT_DIR, log);
  await ensurePrismaClient(PROJECT_DIR, log);
  let failed = 0;
  for (const [name, commands] of CHECKS) {
    const startedAt = Date.now();
    const failure = await failureOf(commands);
    if (interruption()) return 130;
    if (failure !== null) {
      failed += 1;
      console.log(failure);
    }
    console.log(
      `${failure === null ? "ok    " : "FAILED"} ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`,
    );
  }
  console.log(`Checks: ${CHECKS.length - failed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

process.exitCode = await main().catch(report);
