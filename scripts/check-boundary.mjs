// Fails when something answers outside of the boundary, or nobody has said who may come in: a route that does not go
// through withBoundary, a page, a procedure that a session does not guard. It reads the sources, so nothing has to run.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** @typedef {ReadonlyMap<string, string>} Sources Text by file below src, with slashes. */

const CLASSIFICATION = "server/http/routes.classification.ts";
const PROCEDURES = "server/routers/trpc.ts";
/** Pages in it are behind the session gate of its layout. */
const GATED_FOLDER = "app/(dashboard)/";
const METHODS = "{ DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT }";
/** Files that Next answers for by itself. */
const METADATA_ROUTE = /\/(?:sitemap|robots|manifest|icon|apple-icon|opengraph-image|twitter-image)\.[jt]sx?$/;

/** @param {string} text @param {string} table @returns {Map<string, string>} what stands for each key of it */
function readTable(text, table) {
  const body = new RegExp(`^export const ${table}\\b[^\\n]* = \\{\\n([\\s\\S]*?)^\\};`, "m").exec(text)?.[1] ?? "";
  return new Map([...body.matchAll(/^ {2}"?([^\s":]+)"?: (.*)/gm)].map(([, key = "", value = ""]) => [key, value]));
}

/** @param {string} file @returns {string} the address that a file of the app answers, as Next writes it */
const addressOf = (file) =>
  `/${file
    .replace(/^app\//, "")
    .replace(/\([^)]*\)\//g, "")
    .replace(/\/?[^/]+$/, "")}`;

/** What is exported must be the handlers of one call, to a function that puts them behind withBoundary. @param {Sources} sources @param {string} text */
function routeProblem(sources, text) {
  const made = text.includes("= handlers;") ? /^const handlers = (\w+)\(/m : /^export const [^=]* = (\w+)\(/m;
  const maker = made.exec(text)?.[1] ?? "";
  const from = new RegExp(`^import \\{ ${maker} \\} from "@/(server/(?:http|routers)/[\\w-]+)";`, "m").exec(text)?.[1];
  const isWrapped = from !== undefined && / withBoundary[<(]/.test(sources.get(`${from}.ts`) ?? "");
  const isAll = text.match(/^export /gm)?.length === 1 && text.includes(`export const ${METHODS} = `);
  if (!isAll) return `exports something else than ${METHODS}`;
  return isWrapped ? null : "has handlers that do not come from withBoundary";
}

/** @param {Sources} sources @param {Map<string, string>} routes */
function* routeProblems(sources, routes) {
  const found = new Set();
  for (const [file, text] of sources) {
    if (!/^app\/(?:.*\/)?route\.[jt]sx?$/.test(file)) continue;
    const address = addressOf(file);
    found.add(address);
    if (!routes.has(address)) yield `${file}: ${address} is not in ROUTE_ACCESS`;
    const problem = routeProblem(sources, text);
    if (problem) yield `${file}: ${problem}`;
  }
  for (const address of routes.keys())
    if (!found.has(address)) yield `ROUTE_ACCESS names ${address}, which is no route`;
}

/** @param {Sources} sources @param {Map<string, string>} pages */
function* pageProblems(sources, pages) {
  const found = new Set();
  for (const file of sources.keys()) {
    if (METADATA_ROUTE.test(file) && file.startsWith("app/")) yield `${file}: Next answers for it, past the boundary`;
    if (/^pages\/|^middleware\./.test(file)) yield `${file}: there is only the app folder, and proxy.ts before it`;
    if (!/^app\/(?:.*\/)?page\.[jt]sx?$/.test(file)) continue;
    const address = addressOf(file);
    found.add(address);
    const access = pages.get(address);
    if (access === undefined) yield `${file}: ${address} is not in PAGE_ACCESS`;
    else if ((access === '"session",') !== file.startsWith(GATED_FOLDER))
      yield `${file}: ${address} is ${access.replace(",", "")} in PAGE_ACCESS, but ${GATED_FOLDER} is what has the session gate`;
  }
  for (const address of pages.keys()) if (!found.has(address)) yield `PAGE_ACCESS names ${address}, which is no page`;
}

/** The bases of procedures that let nobody in without a session. @param {string} text */
function gatedBases(text) {
  const gated = ["withSession"];
  for (const [, name = "", made = ""] of text.matchAll(/^export const (\w+Procedure) = ([^;]+);/gm))
    if (gated.some((one) => new RegExp(`\\b${one}\\b`).test(made))) gated.push(name);
  return gated;
}

/** @param {Sources} sources @param {Map<string, string>} procedures */
function* procedureProblems(sources, procedures) {
  const gated = gatedBases(sources.get(PROCEDURES) ?? "");
  const found = new Set();
  const routers = sources.get("server/routers/app-router.ts") ?? "";
  for (const [, prefix, router] of routers.matchAll(/^ {2}(\w+): (\w+Router),/gm)) {
    const own = [...sources].find(([, text]) => text.includes(`export const ${router} = router({`));
    const body = /= router\(\{\n([\s\S]*?)^\}\);/m.exec(own?.[1] ?? "")?.[1] ?? "";
    for (const [, name, base = ""] of body.matchAll(/^ {2}(\w+): (\w*)/gm)) {
      const procedure = `${prefix}.${name}`;
      found.add(procedure);
      if (!procedures.has(procedure)) yield `${own?.[0]}: ${procedure} is not in PROCEDURE_ACCESS`;
      if (!gated.includes(base)) yield `${own?.[0]}: ${procedure} is made of ${base}, which asks for no session`;
    }
  }
  for (const [file, text] of sources)
    if (/\binitTRPC\b|\bt\.procedure\b/.test(text) && file !== PROCEDURES)
      yield `${file}: procedures are made of those in ${PROCEDURES}`;
  for (const name of procedures.keys()) if (!found.has(name)) yield `PROCEDURE_ACCESS names ${name}, which is none`;
}

/** @param {Sources} sources @returns {Map<string, "session" | "public">} every page, as Next writes its address, and who may see it */
export const readPages = (sources) =>
  new Map(
    [...readTable(sources.get(CLASSIFICATION) ?? "", "PAGE_ACCESS")].map(([address, access]) => [
      address,
      access.startsWith('"session"') ? "session" : "public",
    ]),
  );

/** @param {Sources} sources @returns {{ routes: number, pages: number, procedures: number, problems: string[] }} */
export function checkBoundary(sources) {
  const text = sources.get(CLASSIFICATION) ?? "";
  const [routes, pages, procedures] = ["ROUTE_ACCESS", "PAGE_ACCESS", "PROCEDURE_ACCESS"].map((table) =>
    readTable(text, table),
  );
  const counts = { routes: routes?.size ?? 0, pages: pages?.size ?? 0, procedures: procedures?.size ?? 0 };
  if (!routes || !pages || !procedures || Object.values(counts).includes(0))
    return { ...counts, problems: [`read ${JSON.stringify(counts)} of ${CLASSIFICATION}: the check is blind`] };
  const problems = [
    ...routeProblems(sources, routes),
    ...pageProblems(sources, pages),
    ...procedureProblems(sources, procedures),
  ];
  return { ...counts, problems };
}

/** @param {string} src @returns {Sources} */
export function readSources(src) {
  const entries = readdirSync(src, { withFileTypes: true, recursive: true }).filter(
    (entry) => entry.isFile() && /(?<!\.i?test)\.[jt]sx?$/.test(entry.name),
  );
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(src, path).split(sep).join("/"), readFileSync(path, "utf8")];
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { problems, ...counts } = checkBoundary(readSources(fileURLToPath(new URL("../src", import.meta.url))));
  for (const problem of problems) console.error(problem);
  console.log(`boundary: ${JSON.stringify(counts)}, ${problems.length} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
