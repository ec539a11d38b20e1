import { describe, expect, test } from "vitest";
import { isOurHost } from "./host";

describe("S-09: the demo answers to this machine alone, on any port", () => {
  test.each(["localhost", "localhost:3000", "LOCALHOST:3000", "127.0.0.1", "127.0.0.1:65535", "[::1]", "[::1]:3010"])(
    "%s",
    (host) => expect(isOurHost(host, null)).toBe(true),
  );
  test.each([
    "evil.example",
    "localhost.evil.example",
    "evil.example:3000",
    "127.0.0.2",
    "0.0.0.0:3000",
    "localhost.",
    "127.0.0.1:65536",
    "localhost:",
    "user@localhost",
    "localhost/evil",
    "localhost, evil.example",
    "0x7f.1",
    "::1",
    "",
  ])("not %j", (host) => expect(isOurHost(host, null)).toBe(false));
  test("not a request without Host", () => expect(isOurHost(null, null)).toBe(false));
});

describe("S-09: a live install answers to the host of APP_URL alone", () => {
  test.each([
    ["https://invest.example.com", "invest.example.com"],
    ["https://invest.example.com", "INVEST.example.com:443"],
    ["https://invest.example.com:8443", "invest.example.com:8443"],
    ["http://localhost:3000", "localhost:3000"],
    ["http://localhost", "localhost:80"],
  ])("%s: %s", (appUrl, host) => expect(isOurHost(host, appUrl)).toBe(true));
  test.each([
    ["https://invest.example.com", "localhost:3000"],
    ["https://invest.example.com", "invest.example.com:80"],
    ["https://invest.example.com", "invest.example.com.evil.example"],
    ["https://invest.example.com:8443", "invest.example.com"],
    ["http://localhost:3000", "127.0.0.1:3000"],
    ["http://localhost:3000", "localhost:3001"],
  ])("%s: not %s", (appUrl, host) => expect(isOurHost(host, appUrl)).toBe(false));
});
