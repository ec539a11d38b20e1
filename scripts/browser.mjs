// Which browser to test with: Playwright's own where it is installed, else a Chromium or Chrome of the system.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { installFromDebian } from "./debian.mjs";
import { Failure } from "./failure.mjs";
import { runNode, TOOLS } from "./tools.mjs";

const SYSTEM_BROWSERS = [
  // Without a window, which takes half the work of one that only hides it.
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

// Nothing that calls home: the tests fail on requests that leave this machine.
const ARGS = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

/** A file of that name may be a stub that asks to install a snap, or lack its libraries. @param {string} file */
const runs = (file) =>
  existsSync(file) &&
  (process.platform === "win32" || spawnSync(file, ["--version"], { timeout: 20_000, stdio: "ignore" }).status === 0);

/** @returns {{ executablePath?: string, args: string[] } | null} */
function findBrowser() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!runs(given)) throw new Failure(`CHROMIUM_PATH names ${given}, which does not run`);
    return { executablePath: given, args: ARGS };
  }
  if (runs(chromium.executablePath())) return { args: ARGS };
  const executablePath = SYSTEM_BROWSERS.find(runs);
  return executablePath ? { executablePath, args: ARGS } : null;
}

/** How Playwright is to launch the browser that is there. */
export function launchOptions() {
  const found = findBrowser();
  if (!found) throw new Failure("there is no browser to test with: run `npm test`, which looks for one or installs it");
  return found;
}

/**
 * Makes sure that there is a browser, if need be by installing one.
 * @param {string} projectDir
 * @param {(line: string) => void} log
 */
export async function ensureBrowser(projectDir, log) {
  if (findBrowser()) return;
  log("installing a browser to test with (once)");
  await runNode([TOOLS.playwright, "install", "chromium"], { cwd: projectDir });
  if (findBrowser()) return;
  installFromDebian("chromium-headless-shell");
  if (!findBrowser())
    throw new Failure(
      "there is no browser to test with: run `npx playwright install --with-deps chromium`, or set CHROMIUM_PATH to a Chromium or Chrome",
    );
}
