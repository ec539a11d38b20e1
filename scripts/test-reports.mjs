// What the test runners' reports say, in numbers. A runner that failed without a failing test counts as one.
import { existsSync, readFileSync } from "node:fs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @typedef {{ status: string, assertionResults: { status: string }[] }} VitestFile */
/** @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: VitestFile[] }} VitestReport */
/** @typedef {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} PlaywrightReport */

/** The runner wrote none when it never got as far as running. @param {string} file */
const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null);

/** @param {Counts} counts @param {number} exitCode @returns {Counts} */
const withExitCode = (counts, exitCode) => (exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts);

/** @param {string} file of Vitest's JSON reporter @param {number} exitCode @returns {Counts} */
export function countVitest(file, exitCode) {
  const report = /** @type {VitestReport | null} */ (readReport(file));
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  // A file that could not be loaded has failed, with none of its tests in the report.
  const unloaded = report.testResults.filter(
    (suite) => suite.status === "failed" && !suite.assertionResults.some((one) => one.status === "failed"),
  ).length;
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return withExitCode(counts, exitCode);
}

/** @param {string} file of Playwright's JSON reporter @param {number} exitCode @returns {Counts} */
export function countPlaywright(file, exitCode) {
  const report = /** @type {PlaywrightReport | null} */ (readReport(file));
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return withExitCode({ passed: expected, failed: unexpected + flaky, skipped }, exitCode);
}

/** @param {readonly Counts[]} all @returns {Counts} */
export const sum = (all) =>
  all.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
