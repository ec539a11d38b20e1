import { beforeEach, expect, test, vi } from "vitest";

const CLIENT = "203.0.113.9";
const SOCKET = "192.0.2.1";
let told: string[] = [];
let tell: (headers: Record<string, string>, hops?: number) => void;

beforeEach(async () => {
  vi.resetModules(); // it warns once in a process
  const { warnOfUnknownProxy } = await import("./unknown-proxy");
  told = [];
  tell = (headers, hops = 0) => warnOfUnknownProxy(new Headers(headers), hops, (text) => void told.push(text));
});

test("S-33: a proxy in front that the settings do not know is warned of, once, without what it said", () => {
  for (let request = 0; request < 3; request += 1) tell({ "x-forwarded-for": CLIENT, "x-client-address": SOCKET });
  expect(told).toEqual([expect.stringContaining("TRUST_PROXY_HOPS")]);
  expect(told[0]).not.toContain(CLIENT);
});

test("S-33: nothing is said of proxies that are known, of requests without the header, and of what Next wrote itself", () => {
  tell({ "x-forwarded-for": CLIENT, "x-client-address": SOCKET }, 1);
  tell({ "x-client-address": SOCKET });
  tell({ "x-forwarded-for": SOCKET, "x-client-address": SOCKET });
  expect(told).toEqual([]);
});
