import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { checkDocs, linksOf, mentions } from "./check-docs.mjs";
import { checkLock } from "./check-lock.mjs";

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
