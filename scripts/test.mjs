// `npm test`: everything from a clean clone to the last line, "Tests: N passed, N failed". `npm test -- unit` (or
// integration, browser; several at once) runs that kind only, and whatever else is given goes to the runner as it is.
// Only `node:` modules and files that import nothing else until the dependencies are there.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ensureBuild, ensurePrismaClient } from "./build.mjs";
import { canaryEnvironment } from "./canary.mjs";
import { report } from "./failure.mjs";
import { ensureInstalled, requireNode } from "./install.mjs";
import { countPlaywright, countVitest, sum } from "./test-reports.mjs";
import { interruption, passSignalsOn, runNode, TOOLS, withoutSettings } from "./tools.mjs";

const PROJECT_DIR = fs.realpathSync(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
/** A build of its own: an app may be running from the other one. */
const DIST_DIR = ".next-test";
const KINDS = ["unit", "integration", "browser"];
const log = (/** @type {string} */ line) => console.log(`- ${line}`);

/** @param {string[]} args */
function planOf(args) {
  const asked = args.filter((arg) => KINDS.includes(arg));
  return {
    kinds: asked.length > 0 ? KINDS.filter((kind) => asked.includes(kind)) : KINDS,
    rest: args.filter((arg) => !KINDS.includes(arg)),
  };
}

/** @param {string[]} kinds @param {string[]} rest @param {string} reportDir */
async function runVitest(kinds, rest, reportDir) {
  const file = path.join(reportDir, "vitest.json");
  const projects = kinds.map((kind) => `--project=${kind}`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { code } = await runNode([TOOLS.vitest, "run", ...projects, ...reporters, ...rest], {
    cwd: PROJECT_DIR,
    // NODE_ENV=production, set on many hosts, would change what is tested.
    env: { ...withoutSettings(), NODE_ENV: "test" },
    isShown: true,
  });
  return countVitest(file, code);
}

/** @param {string[]} rest @param {string} reportDir */
async function runBrowserTests(rest, reportDir) {
  const file = path.join(reportDir, "playwright.json");
  const { code } = await runNode([TOOLS.playwright, "test", "--config=e2e/playwright.config.ts", ...rest], {
    cwd: PROJECT_DIR,
    env: { ...withoutSettings(), NEXT_DIST_DIR: DIST_DIR, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    isShown: true,
  });
  return countPlaywright(file, code);
}

/** Servers of test runs that were killed. */
async function stopAbandonedServers() {
  const { stopIfAbandoned } = await import("./embedded-postgres.mjs");
  await stopIfAbandoned(path.join(PROJECT_DIR, ".data", "test"));
}

/** @param {string[]} kinds @param {string[]} rest @param {string} reportDir */
async function runKinds(kinds, rest, reportDir) {
  const counts = [];
  const inVitest = kinds.filter((kind) => kind !== "browser");
  if (inVitest.length > 0) counts.push(await runVitest(inVitest, rest, reportDir));
  if (kinds.includes("browser") && !interruption()) {
    const env = canaryEnvironment();
    const isBuilt = await ensureBuild({ projectDir: PROJECT_DIR, distDir: DIST_DIR, log, env }).then(
      () => true,
      (error) => !report(error),
    );
    counts.push(isBuilt ? await runBrowserTests(rest, reportDir) : { passed: 0, failed: 1, skipped: 0 });
  }
  return sum(counts);
}

async function main() {
  requireNode();
  passSignalsOn();
  const { kinds, rest } = planOf(process.argv.slice(2));
  await ensureInstalled(PROJECT_DIR, log);
  await ensurePrismaClient(PROJECT_DIR, log);
  if (kinds.includes("browser")) {
    const { ensureBrowser } = await import("./browser.mjs");
    await ensureBrowser(PROJECT_DIR, log);
  }
  const reportDir = fs.mkdtempSync(path.join(os.tmpdir(), "plaid-investments-tests-"));
  try {
    const { passed, failed, skipped } = await runKinds(kinds, rest, reportDir);
    if (interruption()) return 130;
    if (skipped > 0) log(`${skipped} skipped`);
    console.log(`Tests: ${passed} passed, ${failed} failed`);
    return failed > 0 || passed === 0 ? 1 : 0;
  } finally {
    await stopAbandonedServers();
    fs.rmSync(reportDir, { recursive: true, force: true });
  }
}

process.exitCode = await main().catch(report);
