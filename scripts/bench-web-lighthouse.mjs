// Lighthouse, fetched once into the project's data folder: it is no dependency, and 185 MB.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { launchOptions } from "./browser.mjs";
import { Failure } from "./failure.mjs";

export const LIGHTHOUSE = "lighthouse@12.8.2";
const CATEGORIES = ["performance", "accessibility", "best-practices"];
const FETCH_DEADLINE_MS = 180_000;
const RUN_DEADLINE_MS = 120_000;

/** What Lighthouse says of a page: scores of 100, milliseconds, and why points were lost. @typedef {{ performance: number, accessibility: number, bestPractices: number, lcpMs: number, cls: number, lost: string[] }} Verdict */

/**
 * @param {string} projectDir
 * @param {(line: string) => void} log
 * @returns {string | null} its program; null where it cannot be fetched, which is said
 */
export function ensureLighthouse(projectDir, log) {
  const dir = path.join(projectDir, ".data", LIGHTHOUSE.replace("@", "-"));
  const program = path.join(dir, "node_modules/lighthouse/cli/index.js");
  const stamp = path.join(dir, "fetched");
  if (fs.existsSync(stamp)) return program;
  log(`fetching ${LIGHTHOUSE} (once)`);
  fs.rmSync(dir, { recursive: true, force: true });
  fs.mkdirSync(dir, { recursive: true });
  // Of its own: npm would otherwise take the project above for where it is to install.
  fs.writeFileSync(path.join(dir, "package.json"), '{ "private": true }\n');
  const { status, stderr } = spawnSync(
    "npm",
    ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", LIGHTHOUSE],
    { cwd: dir, timeout: FETCH_DEADLINE_MS, encoding: "utf8" },
  );
  if (status === 0) {
    fs.writeFileSync(stamp, "");
    return program;
  }
  log(`Lighthouse is skipped, for it cannot be fetched: ${stderr?.trim().split("\n")[0] ?? "npm did not end in time"}`);
  return null;
}

/**
 * @param {{ program: string, url: string, dataDir: string }} input
 * @returns {Promise<Verdict>}
 */
export async function runLighthouse({ program, url, dataDir }) {
  const file = path.join(dataDir, "lighthouse.json");
  fs.rmSync(file, { force: true });
  const args = [
    ...[program, url, "--preset=desktop", "--quiet", "--output=json", `--output-path=${file}`],
    `--only-categories=${CATEGORIES.join(",")}`,
    "--chrome-flags=--headless=new --no-sandbox --disable-background-networking --disable-component-update --no-first-run",
  ];
  const env = { ...process.env, CHROME_PATH: launchOptions().executablePath ?? chromium.executablePath() };
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "pipe"], timeout: RUN_DEADLINE_MS });
  let said = "";
  child.stderr.on("data", (chunk) => (said += chunk));
  await new Promise((resolve) => child.once("close", resolve));
  if (!fs.existsSync(file)) throw new Failure(`Lighthouse has no verdict on ${url}:\n${said.trim().slice(-2_000)}`);
  return toVerdict(JSON.parse(fs.readFileSync(file, "utf8")));
}

/** @typedef {{ score: number | null, title: string, numericValue?: number, displayValue?: string }} Audit */
/** @param {{ categories: Record<string, { score: number, auditRefs: { id: string, weight: number }[] }>, audits: Record<string, Audit> }} result @returns {Verdict} */
function toVerdict({ categories, audits }) {
  const score = (/** @type {string} */ category) => Math.round((categories[category]?.score ?? 0) * 100);
  const value = (/** @type {string} */ audit) => audits[audit]?.numericValue ?? Number.NaN;
  const lost = Object.values(categories)
    .flatMap(({ auditRefs }) => auditRefs)
    .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
    .map(({ id }) => `${id}${audits[id]?.displayValue ? ` (${audits[id].displayValue})` : ""}`);
  return {
    performance: score("performance"),
    accessibility: score("accessibility"),
    bestPractices: score("best-practices"),
    lcpMs: value("largest-contentful-paint"),
    cls: value("cumulative-layout-shift"),
    lost,
  };
}
