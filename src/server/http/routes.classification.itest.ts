// S-04: deny by default. Live mode without a key, where nobody is who they say they are.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { appRouter } from "@/server/routers/app-router";
import { startTestApp } from "@/testing/app";
import { ownRequest } from "@/testing/own-request";
import { METHODS, type RouteHandler } from "./boundary";
import { PROCEDURE_ACCESS, ROUTE_ACCESS } from "./routes.classification";

const app = await startTestApp({ mode: "live" });

const APP_DIR = join(process.cwd(), "src/app");
const files = readdirSync(APP_DIR, { recursive: true, encoding: "utf8" }).filter((file) =>
  /(^|\/)route\.[jt]sx?$/.test(file),
);
const routeOf = (file: string) => `/${file.replace(/\/?route\.[jt]sx?$/, "").replace(/\([^)]*\)\//g, "")}`;

/** Names that a route module may export beside its methods. */
const CONFIG_NAMES = ["dynamic", "runtime", "maxDuration"];

async function load(file: string): Promise<Record<string, RouteHandler>> {
  return import(join(APP_DIR, file));
}

const tables = await app.query<{ name: string }>(
  "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'pgboss')",
);
const written = () => Promise.all(tables.map(({ name }) => app.query(`SELECT '${name}', count(*) FROM ${name}`)));

function request(method: string, route: string, more: Record<string, string> = {}): Request {
  const concrete = route.replace("[[...path]]", "nowhere").replace(/\[(?:\.\.\.)?\w+\]/g, "x");
  const hasBody = method !== "GET" && method !== "HEAD";
  return ownRequest(`http://localhost:3000${concrete}`, {
    method,
    headers: { "content-type": "application/json", ...more },
    ...(hasBody ? { body: '{"user_id":"demo","item_id":"i","public_token":"p"}' } : {}),
  });
}

test("S-04: every route module is classified, and every classified route exists", () => {
  expect(files.length).toBeGreaterThan(0);
  expect(files.map(routeOf).sort()).toEqual(Object.keys(ROUTE_ACCESS).sort());
});

test("S-04: every procedure is classified, and every classified procedure exists", () => {
  expect(Object.keys(appRouter._def.procedures).sort()).toEqual(Object.keys(PROCEDURE_ACCESS).sort());
});

describe.each(files.map((file) => [routeOf(file), file] as const))("S-04: %s", (route, file) => {
  const access = ROUTE_ACCESS[route] ?? {};
  const isRest = Object.values(access).includes("rest");

  test("exports its handlers and nothing else", async () => {
    const names = Object.keys(await load(file));
    expect(names.filter((name) => !CONFIG_NAMES.includes(name)).sort()).toEqual([...METHODS].sort());
  });

  test.each(METHODS)("%s", async (method) => {
    const handlers = await load(file);
    const before = await written();
    const asked = request(method, route);
    const response = await handlers[method]?.(asked);
    const status = response?.status ?? 0;
    if (isRest)
      expect({ status, body: await response?.json() }).toEqual({ status: 401, body: { error: "Unauthorized" } });
    else if (access[method] === undefined) expect(status).toBe(405);
    else if (access[method] === "webhook") expect(status).toBe(401);
    else if (access[method] === "door") expect(status).toBe(404);
    else expect([200, 404, 503]).toContain(status);
    expect(asked.bodyUsed).toBe(false);
    expect(await written()).toEqual(before);
    expect(app.plaid.exchanges).toEqual([]);
  });

  test.each(METHODS)(
    "%s under another name, or of another site, is refused before anybody asks who it is",
    async (method) => {
      const handlers = await load(file);
      const refusals: [Record<string, string>, number, string][] = [
        [{ host: "evil.example" }, 421, "Misdirected Request"],
        [{ origin: "http://evil.example" }, 403, "Forbidden"],
        [{ "sec-fetch-site": "cross-site" }, 403, "Forbidden"],
      ];
      for (const [headers, status, error] of refusals) {
        const response = await handlers[method]?.(request(method, route, headers));
        expect({ status: response?.status, body: await response?.json() }).toEqual({ status, body: { error } });
        expect(response?.headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
        expect(response?.headers.get("x-content-type-options")).toBe("nosniff");
        expect(response?.headers.get("strict-transport-security")).toMatch(/^max-age=\d+$/);
      }
    },
  );
});

describe.each(Object.keys(PROCEDURE_ACCESS))("S-04: %s", (procedure) => {
  const isMutation = Reflect.get(appRouter._def.procedures, procedure)._def.type === "mutation";

  test.each(["application/json", "multipart/form-data; boundary=x", "text/plain"])(
    "%s: nobody is signed in",
    async (type) => {
      const { POST, GET } = await import("@/app/api/trpc/[trpc]/route");
      const before = await written();
      const url = `http://localhost:3000/api/trpc/${procedure}`;
      const headers = { "content-type": type };
      const asked = isMutation
        ? ownRequest(url, { method: "POST", headers, body: "{}" })
        : ownRequest(url, { headers });
      const response = await (isMutation ? POST : GET)(asked);
      if (type === "text/plain") expect(response.status).toBeGreaterThanOrEqual(400);
      else if (isMutation || type === "application/json") expect(response.status).toBe(401);
      expect(asked.bodyUsed).toBe(false);
      expect(response.status).not.toBe(200);
      expect(await response.text()).not.toContain("stack");
      expect(await written()).toEqual(before);
      expect(app.plaid.exchanges).toEqual([]);
    },
  );
});
