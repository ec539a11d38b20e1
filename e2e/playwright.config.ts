import { defineConfig } from "@playwright/test";
import { launchOptions } from "../scripts/browser.mjs";

export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  // Each has a stack of its own, a database, four processes and a browser, and takes one file after the other.
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["list"], ["json"]] : "list",
  use: {
    launchOptions: launchOptions(),
    locale: "en-US",
    timezoneId: "Asia/Kathmandu",
    // What moves is neither legible to axe nor the same twice on a screenshot.
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
  },
});
