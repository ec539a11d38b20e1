import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { advisoriesIn } from "./check-audit.mjs";
import { checkBundle } from "./check-bundle.mjs";
import { checkDocs, linksOf, mentions } from "./check-docs.mjs";
import { checkLicences } from "./check-licences.mjs";
import { checkLock, checkOrigins } from "./check-lock.mjs";

function project(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "checks-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

test("a lock that lacks a platform's binary, or names a registry, is refused", () => {
  const wants = { optionalDependencies: { "bin-linux": "1.0.0", "bin-darwin": "1.0.0" } };
  const complete = { "": {}, "node_modules/a": wants, "node_modules/bin-linux": {}, "node_modules/bin-darwin": {} };
  expect(checkLock({ packages: complete })).toEqual({ count: 4, problems: [] });
  const { "node_modules/bin-darwin": _, ...without } = complete;
  expect(checkLock({ packages: without }).problems).toEqual([
    "node_modules/a wants bin-darwin@1.0.0, which is not locked",
  ]);
  const nested = { ...without, "node_modules/a/node_modules/bin-darwin": {} };
  expect(checkLock({ packages: nested }).problems).toEqual([]);
  const elsewhere = { ...without, "node_modules/b/node_modules/bin-darwin": {} };
  expect(checkLock({ packages: elsewhere }).problems).toHaveLength(1);
  const named = { ...complete, "node_modules/bin-linux": { resolved: "https://registry.example/bin-linux.tgz" } };
  expect(checkLock({ packages: named }).problems).toEqual([
    "node_modules/bin-linux names where it was downloaded from",
  ]);
  expect(checkLock({}).problems).toHaveLength(1);
});

test("S-28: what is locked without its hash, or runs a script at install that nobody named, is refused", () => {
  const packages = {
    "": { hasInstallScript: true },
    "node_modules/a": { integrity: "sha512-a" },
    "node_modules/a/node_modules/@x/b": { integrity: "sha512-b", hasInstallScript: true },
  };
  expect(checkOrigins({ packages }, { allowScripts: { "@x/b": false } })).toEqual([]);
  expect(checkOrigins({ packages }, {})).toEqual([
    "node_modules/a/node_modules/@x/b has an install script, which allowScripts does not name",
  ]);
  const { integrity: _, ...without } = packages["node_modules/a"];
  expect(checkOrigins({ packages: { "node_modules/a": without } }, {})).toEqual([
    "node_modules/a is locked without its hash",
  ]);
});

test("S-28: a licence that nobody agreed to is refused, and one that is told nowhere", () => {
  const problemsOf = (name: string, license?: string) =>
    checkLicences({ packages: { "": {}, [`node_modules/${name}`]: license === undefined ? {} : { license } } })
      .problems;
  for (const license of ["MIT", "(MIT OR CC0-1.0)", "GPL-3.0 OR Apache-2.0", "MIT and ISC"])
    expect(problemsOf("a", license), license).toEqual([]);
  expect(problemsOf("lightningcss-linux-x64-gnu", "MPL-2.0")).toEqual([]);
  for (const license of ["GPL-3.0", "AGPL-3.0-only", "MPL-2.0", "MIT AND GPL-3.0", "UNLICENSED", "SEE LICENSE IN x"])
    expect(problemsOf("a", license)).toEqual([`a comes under ${license}`]);
  expect(problemsOf("a")).toEqual(["a comes under no terms that it tells"]);
  expect(checkLicences({}).problems).toHaveLength(1);
});

test("S-28: serious advisories are named; a registry that tells none is no success", () => {
  const told = { vulnerabilities: { a: { severity: "high" }, b: { severity: "moderate" } } };
  expect(advisoriesIn(JSON.stringify(told))).toEqual(["a: high"]);
  expect(advisoriesIn('{"vulnerabilities":{}}')).toEqual([]);
  expect(advisoriesIn('{"message":"405 Method Not Allowed","error":{}}')).toBeNull();
  expect(advisoriesIn("")).toBeNull();
});

function built({ actions, script }: { actions: object | null; script: Buffer }): string[] {
  const page = {
    entryJSFiles: { "[project]/src/app/layout": ["static/a.js"], "[project]/src/app/page": ["static/b.js"] },
  };
  const root = project({
    "static/a.js": "",
    "static/b.js": "",
    "build-manifest.json": JSON.stringify({ rootMainFiles: ["static/a.js"] }),
    "server/app/page_client-reference-manifest.js": `globalThis.__RSC_MANIFEST["/page"] = ${JSON.stringify(page)};\n`,
    "sandbox.mjs": "plaid-investments-local-sandbox",
    ...(actions && { "server/server-reference-manifest.json": JSON.stringify(actions) }),
  });
  writeFileSync(join(root, "static/b.js"), script);
  return checkBundle({ distDir: root, sandboxBundle: join(root, "sandbox.mjs") }).problems;
}
const LITTLE = Buffer.from("");
const NO_ACTION = { node: {}, edge: {}, encryptionKey: "x" };

test("S-38: a build that answers a Server Action is refused, and one that does not say so", () => {
  expect(built({ actions: NO_ACTION, script: LITTLE })).toEqual([]);
  expect(built({ actions: { node: { "40ab": { workers: {} } }, edge: {} }, script: LITTLE })).toEqual([
    "the build answers Server Action 40ab",
  ]);
  expect(built({ actions: { node: {}, edge: { "41cd": {} } }, script: LITTLE })).toEqual([
    "the build answers Server Action 41cd",
  ]);
  expect(built({ actions: null, script: LITTLE })).toEqual([
    "the build lists no Server Actions, not even none: the check is blind",
  ]);
});

test("a page with more JavaScript than it may have is refused, by what it weighs compressed", () => {
  expect(built({ actions: NO_ACTION, script: Buffer.alloc(400_000, "x") })).toEqual([]);
  expect(built({ actions: NO_ACTION, script: randomBytes(270_000) })).toEqual([
    expect.stringMatching(/^\/page comes with 27\d\.\d kB of JavaScript, more than 260$/),
  ]);
});

test("links are read as people write them, and not from code", () => {
  const text =
    '[a](one.md) ![b](two.png "title") <img src="three.svg"> [c](<four.md>) `[d](no.md)`\n```\n[e](no.md)\n```\n';
  expect(linksOf(text)).toEqual(["one.md", "two.png", "three.svg", "four.md"]);
});

test("a dead link, a missing heading and a folder without a place are named", () => {
  const root = project({
    "README.md":
      "[map](docs/architecture.md) [gone](docs/gone.md) [heading](docs/architecture.md#the-house) [no](docs/architecture.md#no)",
    "docs/architecture.md": "# The house\n`domain` is pure. [back](../README.md) [here](#the-house)",
    "src/domain/a.ts": "",
    "src/server/db/a.ts": "",
  });
  expect(checkDocs(root)).toEqual({
    links: 6,
    folders: 3,
    problems: [
      "README.md: docs/gone.md leads nowhere",
      "README.md: docs/architecture.md#no names a heading that is not there",
      "docs/architecture.md does not say what src/server is",
      "docs/architecture.md does not say what src/server/db is",
    ],
  });
  expect(checkDocs(project({})).problems).toContain("read 0 links and 0 folders: the check is blind");
});

test("a folder counts as named only where the text means the folder", () => {
  for (const text of ["`app`", "src/app/page.tsx", "`app/api`", "src/{app,client}/", "server/{db,app}`"])
    expect(mentions(text, "src/app"), text).toBe(!text.startsWith("server"));
  for (const text of ["the app", "`apple`", "src/application", "src/app-shell"])
    expect(mentions(text, "src/app"), text).toBe(false);
  for (const text of ["`server/db`", "src/server/db/", "src/server/{auth,db}"])
    expect(mentions(text, "src/server/db"), text).toBe(true);
});
