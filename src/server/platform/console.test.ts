import { Console } from "node:console";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { takeConsole } from "./console";
import { createLogger } from "./log";

function taken() {
  const lines: string[] = [];
  const printed = new PassThrough();
  const console = new Console(printed);
  takeConsole(
    createLogger({ level: "debug", secrets: ["hush-hush-hush"], write: (line) => lines.push(line) }),
    console,
  );
  return { console, lines: () => lines.map((line) => JSON.parse(line)), printed: () => printed.read() };
}

test.each([
  ["debug", "debug"],
  ["log", "info"],
  ["info", "info"],
  ["warn", "warn"],
  ["error", "error"],
] as const)(
  "S-32: what a package says by console.%s is a line of the log, and nothing else is printed",
  (method, level) => {
    const { console, lines, printed } = taken();
    console[method]("two\nlines", "of it");
    expect(lines()).toMatchObject([{ level, msg: "console", text: "two\nlines of it" }]);
    expect(printed()).toBeNull();
  },
);

test("S-32: that a caller broke off its request is nothing to look into, whoever tells it", () => {
  const { console, lines } = taken();
  const brokenOff = Object.assign(new Error("aborted"), { code: "ECONNRESET" });
  console.error(brokenOff);
  console.error("failed:", brokenOff);
  console.error(Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }));
  console.error(new Error("aborted"));
  expect(lines().map(({ level }) => level)).toEqual(["debug", "debug", "error", "error"]);
});

test("S-17, S-32: of an error its name, code and message are told, of a value nothing, of a secret nothing", () => {
  const { console, lines } = taken();
  const error = Object.assign(new Error("no table hush-hush-hush"), {
    code: "P2021",
    meta: { email: "a@example.org" },
  });
  console.error("failed:", { password: "seven green bicycles" }, error);
  const [line] = lines();
  expect(line).toMatchObject({ text: "failed:", error: { name: "Error", code: "P2021" } });
  expect(line.error.message).toMatch(/^no table /);
  expect(JSON.stringify(line)).not.toMatch(/hush|bicycles|example\.org/);
});
