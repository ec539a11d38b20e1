import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readHolder, tryLock, withLock } from "./file-lock.mjs";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "lock-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const moduleUrl = (name: string) => pathToFileURL(`scripts/${name}.mjs`).href;

test("one holder at a time; the loser learns who and what for", () => {
  const file = join(dir, "lock");
  const lock = tryLock(file, "first");
  expect("release" in lock).toBe(true);
  expect(tryLock(file)).toMatchObject({ pid: process.pid, note: "first" });
  if ("release" in lock) {
    lock.setNote("second");
    expect(readHolder(file)?.note).toBe("second");
    lock.release();
  }
  expect("release" in tryLock(file)).toBe(true);
});

test("a dead holder's lock, a reused pid's and an unreadable one are taken over", () => {
  const file = join(dir, "lock");
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  const stale = [
    JSON.stringify({ pid, start: null, token: "a", note: "" }),
    JSON.stringify({ pid: process.pid, start: "1", token: "b", note: "" }),
    "not a lock",
  ];
  for (const content of process.platform === "linux" ? stale : [stale[0] ?? "", "not a lock"]) {
    writeFileSync(file, content);
    const lock = tryLock(file);
    expect("release" in lock).toBe(true);
    if ("release" in lock) lock.release();
  }
  expect(readdirSync(dir)).toEqual([]);
});

test("many processes, holders killed with kill -9: never two inside at once, none stuck", async () => {
  const file = join(dir, "lock");
  const journal = join(dir, "journal");
  // Each process enters 12 times; the doomed ones are killed by their own hand while they hold the lock.
  const program = `
    import fs from "node:fs";
    import { withLock } from ${JSON.stringify(moduleUrl("file-lock"))};
    import { isRunning } from ${JSON.stringify(moduleUrl("processes"))};
    const [file, journal, doomed] = process.argv.slice(1);
    for (let turn = 0; turn < 12; turn += 1) {
      await withLock(file, async () => {
        fs.writeFileSync(file + ".inside." + process.pid, "", { flag: "wx" });
        const others = fs.readdirSync(${JSON.stringify(dir)}).filter((name) => name.includes(".inside.") && !name.endsWith("." + process.pid));
        for (const name of others) {
          // A killed one may not have been collected by its parent yet: dead all the same.
          if (isRunning({ pid: Number(name.split(".").at(-1)), start: null })) fs.appendFileSync(journal, "two inside\\n");
          else fs.rmSync(${JSON.stringify(`${dir}/`)} + name, { force: true });
        }
        await new Promise((resolve) => setTimeout(resolve, 3));
        if (doomed === "yes" && turn === 3) process.kill(process.pid, "SIGKILL");
        fs.rmSync(file + ".inside." + process.pid);
      });
    }
    fs.appendFileSync(journal, "done\\n");`;
  const runs = Array.from({ length: 8 }, (_, index) => {
    const args = ["--input-type=module", "-e", program, file, journal, index % 2 ? "yes" : "no"];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
    return new Promise<string | number | null>((resolve) =>
      child.once("exit", (code, signal) => resolve(signal ?? code)),
    );
  });
  const ends = await Promise.all(runs);
  expect(ends.filter((end) => end === 0)).toHaveLength(4);
  expect(ends.filter((end) => end === "SIGKILL")).toHaveLength(4);
  expect(readFileSync(journal, "utf8")).toBe("done\n".repeat(4));
});

test("withLock gives the lock back when the work fails", async () => {
  const file = join(dir, "lock");
  await expect(withLock(file, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(file)).toBe(false);
});
