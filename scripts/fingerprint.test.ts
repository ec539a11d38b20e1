import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { BUILD_INPUTS, fingerprint } from "./fingerprint.mjs";
import { isInstalled } from "./install.mjs";

let dir = "";
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(dir, file)), { recursive: true });
  writeFileSync(join(dir, file), text);
};
const current = () => fingerprint(dir, BUILD_INPUTS);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "fingerprint-"));
  write("src/app/page.tsx", "one");
  write("package-lock.json", "{}");
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("follows content and names, not dates", () => {
  const before = current();
  utimesSync(join(dir, "src/app/page.tsx"), 1, 1);
  expect(current()).toBe(before);
  write("src/app/page.tsx", "two");
  expect(current()).not.toBe(before);
  write("src/app/page.tsx", "one");
  expect(current()).toBe(before);
  renameSync(join(dir, "src/app/page.tsx"), join(dir, "src/app/other.tsx"));
  expect(current()).not.toBe(before);
});

test("tests and generated code are in no build", () => {
  const before = current();
  for (const file of [
    "src/domain/a.test.ts",
    "src/server/b.itest.ts",
    "src/testing/c.ts",
    "src/server/db/generated/d.ts",
  ])
    write(file, "x");
  expect(current()).toBe(before);
  for (const file of ["public/icon.svg", "prisma/schema.prisma", "next.config.mjs", "scripts/env.mjs"]) {
    const earlier = current();
    write(file, "x");
    expect(current()).not.toBe(earlier);
  }
});

test("an installation counts when it covers the lock file for this machine", () => {
  const locked = {
    "": {},
    "node_modules/a": { version: "1.0.0" },
    "node_modules/b": { version: "2.0.0", optional: true },
  };
  write("package.json", JSON.stringify({ dependencies: { a: "1.0.0" } }));
  write("package-lock.json", JSON.stringify({ packages: locked }));
  expect(isInstalled(dir)).toBe(false);
  write("node_modules/.package-lock.json", JSON.stringify({ packages: { "node_modules/a": { version: "0.9.0" } } }));
  expect(isInstalled(dir)).toBe(false);
  write("node_modules/.package-lock.json", JSON.stringify({ packages: { "node_modules/a": { version: "1.0.0" } } }));
  expect(isInstalled(dir)).toBe(true);
  expect(isInstalled(dir)).toBe(true);
  write("package.json", JSON.stringify({ dependencies: { a: "1.0.0" }, scripts: { x: "y" } }));
  expect(isInstalled(dir)).toBe(true);
  write("package-lock.json", JSON.stringify({ packages: { ...locked, "node_modules/c": { version: "1.0.0" } } }));
  expect(isInstalled(dir)).toBe(false);
});
