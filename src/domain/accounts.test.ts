import { describe, expect, test } from "vitest";
import { isAcceptablePassword, isConfirmed, toEmail, toReturnPath } from "./accounts";
import { toDeviceName } from "./device";

test.each<[string, string | null]>([
  [" Ann@Example.org ", "ann@example.org"],
  ["O'Neil+x.y_z-1@mail.example.co.uk", "o'neil+x.y_z-1@mail.example.co.uk"],
  ["ann@xn--mnchen-3ya.de", "ann@xn--mnchen-3ya.de"],
  ["a@b", null],
  ["ann@localhost", null],
  ["ann@192.0.2.1", null],
  ["ann@münchen.de", null],
  ["jörg@example.org", null],
  ["a..b@example.org", null],
  [".a@example.org", null],
  ["ann@example.org.", null],
  ["ann", null],
  ["ann@", null],
  ["@b", null],
  ["a b@c", null],
  ["a@b@c", null],
  ["a\n@b", null],
  ["<a@b>", null],
  [`${"a".repeat(250)}@bcde`, null],
  ["", null],
])("an e-mail address has one spelling: %j", (text, email) => {
  expect(toEmail(text)).toBe(email);
});

test.each<[string, boolean]>([
  ["eleven char", false],
  ["twelve chars", true],
  ["🔑".repeat(6), false],
  ["🔑".repeat(12), true],
  [" ".repeat(12), true],
  ["a".repeat(256), true],
  ["a".repeat(257), false],
])("a password has 12 to 256 characters", (password, isAcceptable) => {
  expect(isAcceptablePassword(password)).toBe(isAcceptable);
});

test("a proof of who one is holds for less than 15 minutes", () => {
  const at = new Date("2026-11-26T12:00:00Z");
  expect(isConfirmed(at, new Date(at.getTime() + 15 * 60_000 - 1))).toBe(true);
  expect(isConfirmed(at, new Date(at.getTime() + 15 * 60_000))).toBe(false);
});

describe("after signing in one goes where one wanted to, and never to another site", () => {
  test.each(["/holdings", "/holdings?sort=value&q=a%2Fb", "/connections/runs/1"])("%s is kept", (path) => {
    expect(toReturnPath(path)).toBe(path);
  });

  test.each([
    null,
    undefined,
    "",
    "holdings",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "\\\\evil.example",
    "/a/..//evil.example",
    "/.//evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/sign-in?to=/",
    "/api/trpc/x",
    "/a\\b",
  ])("%j leads to the start page", (path) => {
    expect(toReturnPath(path)).toBe("/");
  });
});

test.each<[string | null, string]>([
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
    "Edge on Windows",
  ],
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0 Safari/537.36",
    "Chrome on Linux",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
    "Safari on iPhone",
  ],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on macOS"],
  ["curl/8.0", "Unknown device"],
  [null, "Unknown device"],
])("a device is named as people know it", (userAgent, name) => {
  expect(toDeviceName(userAgent)).toBe(name);
});
