import { resolve } from "node:path";
import { expect, test } from "vitest";
import { checkBoundary, readPages, readSources } from "./check-boundary.mjs";

const sources = readSources(resolve("src"));
const problemsWith = (files: Record<string, string>) =>
  checkBoundary(new Map([...sources, ...Object.entries(files)])).problems;
const textOf = (file: string) => sources.get(file) ?? "";

const HEALTH = textOf("app/api/health/route.ts");
const TABLE = "server/http/routes.classification.ts";
const classified = (table: string, entry: string) => ({
  [TABLE]: textOf(TABLE).replace(new RegExp(`(export const ${table}\\b.*\\n)`), `$1  ${entry},\n`),
});

test("S-04: every route, page and procedure of the app is inside the boundary", () => {
  expect(checkBoundary(sources).problems).toEqual([]);
});

test("S-04: a route that nobody classified is named", () => {
  expect(problemsWith({ "app/api/new/route.ts": HEALTH })).toEqual([
    "app/api/new/route.ts: /api/new is not in ROUTE_ACCESS",
  ]);
  expect(problemsWith({ "app/(dashboard)/export/route.ts": HEALTH })).toEqual([
    "app/(dashboard)/export/route.ts: /export is not in ROUTE_ACCESS",
  ]);
});

const UNWRAPPED = "has handlers that do not come from withBoundary";
const ELSE = "exports something else than { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT }";

test.each([
  ["a handler of its own", "export async function GET() { return new Response(); }\n", ELSE],
  ["one method alone", HEALTH.replace("DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT", "GET"), ELSE],
  ["one more beside it", `${HEALTH}export const TRACE = () => new Response();\n`, ELSE],
  ["a default export", `${HEALTH}export default function () {}\n`, ELSE],
  ["what is made here", HEALTH.replace(/^import.*\n\n/, "").replace("healthProbe()", "make()"), UNWRAPPED],
  ["what a service makes", HEALTH.replace("@/server/http/probes", "@/server/services/probes"), UNWRAPPED],
  ["what makes no boundary", HEALTH.replace("@/server/http/probes", "@/server/http/respond"), UNWRAPPED],
  ["handlers from elsewhere", HEALTH.replace("= healthProbe()", "= handlers;//"), UNWRAPPED],
])("S-04: a route is refused that exports %s", (_what, text, problem) => {
  expect(problemsWith({ "app/api/health/route.ts": text })).toEqual([`app/api/health/route.ts: ${problem}`]);
});

test("S-04: a page is refused that nobody classified, or that lies on the wrong side of the session gate", () => {
  expect(problemsWith({ "app/(dashboard)/secret/page.tsx": "" })).toEqual([
    "app/(dashboard)/secret/page.tsx: /secret is not in PAGE_ACCESS",
  ]);
  const outside = { "app/secret/page.tsx": "", ...classified("PAGE_ACCESS", '"/secret": "session"') };
  expect(problemsWith(outside)).toEqual([expect.stringContaining("app/secret/page.tsx: /secret is")]);
  const inside = { "app/(dashboard)/open/page.tsx": "", ...classified("PAGE_ACCESS", '"/open": "public"') };
  expect(problemsWith(inside)).toEqual([expect.stringContaining("app/(dashboard)/open/page.tsx: /open is")]);
});

test("whoever visits every page reads the same pages that Next serves, and who may see them", () => {
  const pages = readPages(
    new Map([...sources, ...Object.entries(classified("PAGE_ACCESS", '"/new/[id]": "session"'))]),
  );
  const files = [...sources.keys()].filter((file) => /^app\/(?:.*\/)?page\.[jt]sx?$/.test(file));
  expect(pages.size).toBe(files.length + 1);
  expect([pages.get("/new/[id]"), pages.get("/"), pages.get("/sign-in")]).toEqual(["session", "session", "public"]);
});

test.each(["app/sitemap.ts", "app/(dashboard)/opengraph-image.tsx", "pages/api/x.ts", "middleware.ts"])(
  "S-04: %s would answer past the boundary",
  (file) => {
    expect(problemsWith({ [file]: "" })).toEqual([expect.stringContaining(file)]);
  },
);

test("S-04: a procedure is refused that nobody classified, or that asks for no session", () => {
  const file = "server/routers/items.ts";
  const added = (line: string) => textOf(file).replace("router({\n", `router({\n  ${line}\n`);
  expect(problemsWith({ [file]: added("leak: userProcedure.query(() => 1),") })).toEqual([
    `${file}: items.leak is not in PROCEDURE_ACCESS`,
  ]);
  const open = { [file]: added("leak: openProcedure.query(() => 1),") };
  expect(problemsWith({ ...open, ...classified("PROCEDURE_ACCESS", '"items.leak": "user"') })).toEqual([
    `${file}: items.leak is made of openProcedure, which asks for no session`,
  ]);
  const ungated = textOf("server/routers/trpc.ts").replace(".use(withSession)", "");
  expect(problemsWith({ "server/routers/trpc.ts": ungated }).length).toBeGreaterThan(10);
  expect(problemsWith({ "server/routers/own.ts": "const t = initTRPC.create();" })).toEqual([
    expect.stringContaining("server/routers/own.ts"),
  ]);
});

test("S-04: what is classified and gone is named, and a table that cannot be read is no success", () => {
  expect(problemsWith(classified("ROUTE_ACCESS", '"/api/gone": { GET: "public" }'))).toEqual([
    "ROUTE_ACCESS names /api/gone, which is no route",
  ]);
  expect(problemsWith({ [TABLE]: "" })).toEqual([expect.stringContaining("the check is blind")]);
});
