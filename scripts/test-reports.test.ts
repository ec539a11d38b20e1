import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { countPlaywright, countVitest, sum } from "./test-reports.mjs";

function file(report: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), "reports-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "report.json"), JSON.stringify(report));
  return join(folder, "report.json");
}
const vitest = (numPassedTests: number, numFailedTests: number, testResults: unknown[] = []) =>
  file({ numPassedTests, numFailedTests, numPendingTests: 1, numTodoTests: 0, testResults });

test("a test file that could not be loaded counts as a failure, one with failed tests is counted once", () => {
  const unloaded = { status: "failed", assertionResults: [] };
  const failed = { status: "failed", assertionResults: [{ status: "failed" }, { status: "passed" }] };
  expect(countVitest(vitest(7, 0), 0)).toEqual({ passed: 7, failed: 0, skipped: 1 });
  expect(countVitest(vitest(7, 1, [failed, unloaded]), 1)).toEqual({ passed: 7, failed: 2, skipped: 1 });
});

test("a runner that failed beside its tests, or never reported, has failed", () => {
  expect(countVitest(vitest(7, 0), 1)).toMatchObject({ passed: 7, failed: 1 });
  expect(countVitest("no-such-report.json", 0)).toMatchObject({ passed: 0, failed: 1 });
  expect(countPlaywright("no-such-report.json", 0)).toMatchObject({ passed: 0, failed: 1 });
  const stats = { expected: 4, unexpected: 0, flaky: 0, skipped: 0 };
  expect(countPlaywright(file({ stats }), 1)).toMatchObject({ passed: 4, failed: 1 });
});

test("a browser test that passed only at its second attempt has failed", () => {
  const stats = { expected: 4, unexpected: 1, flaky: 2, skipped: 3 };
  expect(countPlaywright(file({ stats }), 1)).toEqual({ passed: 4, failed: 3, skipped: 3 });
  expect(
    sum([
      { passed: 1, failed: 2, skipped: 3 },
      { passed: 10, failed: 20, skipped: 30 },
    ]),
  ).toEqual({ passed: 11, failed: 22, skipped: 33 });
});
