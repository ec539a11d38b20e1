import { NextRequest } from "next/server";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

const APP_SECRET = Buffer.alloc(32, 7).toString("base64");
const LIVE = {
  PLAID_CLIENT_ID: "client-id",
  PLAID_SECRET: "plaid-secret-value",
  APP_URL: "https://invest.example.com",
  APP_SECRET,
};
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

type Sent = { method?: string; headers?: Record<string, string> };

/** The proxy of an install of its own: settings are read once in a process. */
async function proxyOf(env: Record<string, string>): Promise<(path: string, sent?: Sent) => Response> {
  vi.resetModules();
  for (const [name, value] of Object.entries({ ...env, LOG_LEVEL: "silent" })) vi.stubEnv(name, value);
  const { proxy } = await import("@/proxy");
  const host = env.APP_URL ? new URL(env.APP_URL).host : "localhost:3000";
  return (path, { method = "GET", headers = {} } = {}) =>
    proxy(new NextRequest(`http://internal${path}`, { method, headers: { host, ...headers } }));
}

const inDemo = () => proxyOf({ PLAID_SANDBOX_URL: "http://127.0.0.1:3010", APP_SECRET });
const passed = (response: Response) => response.headers.get("x-middleware-next") === "1";

beforeEach(() => {
  for (const name of ["PLAID_CLIENT_ID", "PLAID_SECRET", "APP_URL", "REST_ACCESS"]) vi.stubEnv(name, "");
});
afterEach(() => vi.unstubAllEnvs());

const CLASSES = [
  "/",
  "/holdings",
  "/api/plaid/investments/refresh",
  "/api/trpc/items.list",
  "/_next/static/a.js",
  "/icon.svg",
];

describe("the request id is always ours", () => {
  test("made anew, handed on and told, whatever the caller sent", async () => {
    const ask = await inDemo();
    const response = ask("/", { headers: { "x-request-id": "the-callers-own-id" } });
    const id = response.headers.get("x-request-id");
    expect(id).toMatch(UUID);
    expect(response.headers.get("x-middleware-request-x-request-id")).toBe(id);
    expect(ask("/").headers.get("x-request-id")).not.toBe(id);
  });

  test("on refusals too", async () => {
    const ask = await inDemo();
    expect(ask("/", { headers: { host: "evil.example" } }).headers.get("x-request-id")).toMatch(UUID);
  });
});

describe("S-09: Host", () => {
  test.each(CLASSES)("%s of another name is misdirected", async (path) => {
    const ask = await inDemo();
    const response = ask(path, { headers: { host: "evil.example", "x-forwarded-host": "localhost:3000" } });
    expect(response.status).toBe(421);
    expect(await response.json()).toEqual({ error: "Misdirected Request" });
  });

  test("X-Forwarded-Host is ignored", async () => {
    const ask = await inDemo();
    expect(passed(ask("/", { headers: { "x-forwarded-host": "evil.example" } }))).toBe(true);
  });

  test("live: APP_URL's host, and loopback no longer", async () => {
    const ask = await proxyOf(LIVE);
    expect(passed(ask("/"))).toBe(true);
    expect(ask("/", { headers: { host: "localhost:3000" } }).status).toBe(421);
  });
});

describe("S-10: other sites", () => {
  const FOREIGN = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };

  test.each([
    ["POST", "/api/plaid/investments/refresh_all"],
    ["POST", "/api/trpc/refreshes.refreshAll"],
    ["GET", "/api/trpc/items.list"],
    ["OPTIONS", "/api/plaid/investments/refresh"],
    ["DELETE", "/holdings"],
    ["POST", "/"],
  ])("%s %s is refused", async (method, path) => {
    const ask = await inDemo();
    const response = ask(path, { method, headers: FOREIGN });
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({ error: "Forbidden" });
  });

  test("a form without Origin is told by Sec-Fetch-Site", async () => {
    const ask = await inDemo();
    const headers = { "sec-fetch-site": "same-site", "content-type": "text/plain" };
    expect(ask("/api/plaid/investments/refresh_all", { method: "POST", headers }).status).toBe(403);
  });

  test("a link to a page still opens it", async () => {
    const ask = await inDemo();
    const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    expect(passed(ask("/holdings", { headers }))).toBe(true);
  });

  test("our own pages and programs may call the API", async () => {
    const ask = await inDemo();
    const own = { origin: "http://localhost:3000", "sec-fetch-site": "same-origin" };
    expect(passed(ask("/api/trpc/items.disconnect", { method: "POST", headers: own }))).toBe(true);
    expect(passed(ask("/api/plaid/investments/refresh", { method: "POST" }))).toBe(true);
  });

  test("live: the origin is APP_URL, not the host as it was sent", async () => {
    const ask = await proxyOf(LIVE);
    const post = (origin: string) => ask("/api/trpc/items.disconnect", { method: "POST", headers: { origin } });
    expect(passed(post("https://invest.example.com"))).toBe(true);
    expect(post("http://invest.example.com").status).toBe(403);
  });
});

test("S-12: a page of the framework's own is nowhere: its error page would be a 500 that caches keep for a year", async () => {
  const ask = await inDemo();
  for (const path of [
    "/_global-error",
    "/_global-error/",
    "/_global-error?_rsc=x",
    "/_not-found",
    "/_error",
    "/__nextjs_x",
  ]) {
    const response = ask(path);
    expect(response.status).toBe(404);
    expect(response.headers.get("cache-control")).toBe("no-store");
  }
  expect(passed(ask("/_next/static/a.js"))).toBe(true);
});

test("S-12: a path that is no percent-encoding is refused before anything has to decode it", async () => {
  const ask = await inDemo();
  for (const path of ["/%E0%A4%A", "/api/trpc/%", "/api/plaid/investments/refresh_runs/%zz"]) {
    const response = ask(path);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: "Bad Request" });
  }
});

test("pages are only read", async () => {
  const ask = await inDemo();
  const response = ask("/", { method: "POST", headers: { "next-action": "deadbeef" } });
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe("GET, HEAD");
  expect(await response.json()).toEqual({ error: "Method Not Allowed" });
});

describe("S-26: headers of every response class", () => {
  const COMMON = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin-allow-popups",
    "cross-origin-resource-policy": "same-origin",
  };

  test.each([...CLASSES, "/?refused"])("%s", async (path) => {
    for (const isLive of [false, true]) {
      const ask = await (isLive ? proxyOf(LIVE) : inDemo());
      const response = ask(path, path.endsWith("refused") ? { headers: { host: "evil.example" } } : {});
      const headers = Object.fromEntries(response.headers);
      expect(headers).toMatchObject(COMMON);
      expect(headers["permissions-policy"]).toContain("camera=()");
      expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
      expect("strict-transport-security" in headers).toBe(isLive);
    }
  });

  test("S-27: a page's nonce is new each time and told to the page alone", async () => {
    const ask = await inDemo();
    const [first, second] = [ask("/"), ask("/")];
    const nonceOf = (response: Response) =>
      /'nonce-([A-Za-z0-9+/=]{24})'/.exec(response.headers.get("content-security-policy") ?? "")?.[1];
    expect(nonceOf(first)).toBeDefined();
    expect(nonceOf(first)).not.toBe(nonceOf(second));
    expect(first.headers.get("x-middleware-request-x-nonce")).toBe(nonceOf(first));
    expect(first.headers.get("x-middleware-request-content-security-policy")).toBe(
      first.headers.get("content-security-policy"),
    );
    expect(first.headers.get("content-security-policy")).toContain("frame-src http://127.0.0.1:3010;");
  });

  test("an answer that is data may run nothing", async () => {
    const ask = await inDemo();
    expect(ask("/api/health").headers.get("content-security-policy")).toBe(
      "default-src 'none'; frame-ancestors 'none'",
    );
  });
});
