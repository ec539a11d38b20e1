// Fails when a file under src/ imports against the table below, or grows past its room. The table is the one of
// docs/architecture.md. It reads the imports itself, so no compiler's version can make it see nothing and pass.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** What a layer may import beside itself; `type:` allows types only. Only tests and other test tools import `testing`. */
const MAY_IMPORT = {
  domain: [],
  contracts: ["domain"],
  "server/platform": ["domain"],
  "server/db": ["domain", "server/platform"],
  "server/plaid": ["domain", "server/platform"],
  "server/queue": ["domain", "server/platform"],
  "server/services": ["domain", "contracts", "server/platform", "server/db", "server/plaid", "server/queue"],
  "server/auth": ["domain", "contracts", "server/platform", "server/db", "server/services"],
  "server/http": ["domain", "contracts", "server/platform", "server/auth", "server/services"],
  "server/routers": ["domain", "contracts", "server/platform", "server/auth", "server/services", "server/http"],
  client: ["domain", "type:contracts", "type:server/routers"],
  components: ["domain", "type:contracts", "client"],
  app: [
    "domain",
    "contracts",
    "client",
    "components",
    "server/platform",
    "server/auth",
    "server/http",
    "server/routers",
    "server/services",
  ],
  worker: ["domain", "contracts", "server/platform", "server/queue", "server/services"],
  sandbox: [],
  testing: [
    "domain",
    "contracts",
    "server/platform",
    "server/db",
    "server/plaid",
    "server/queue",
    "server/services",
    "server/auth",
    "sandbox",
    "worker",
  ],
};

/** Files beside the folders of src: what each of them is to the rule. */
const ROOT_FILES = { "instrumentation.ts": "app", "proxy.ts": "app" };

/** Who may import a package, or a module of it; a file stands for that file alone. Packages not named here are free. */
const OWNED_PACKAGES = {
  "decimal.js": ["domain", "sandbox"],
  pino: ["server/platform"],
  "prom-client": ["server/platform"],
  "#env": ["server/platform"],
  "@prisma/client": ["server/db"],
  "@prisma/adapter-pg": ["server/db"],
  pg: ["server/db", "testing"],
  "pg-connection-string": ["server/db", "testing"],
  plaid: ["server/plaid", "sandbox", "testing"],
  jose: ["server/plaid", "sandbox", "testing"],
  "lossless-json": ["server/plaid", "sandbox"],
  "pg-boss": ["server/queue"],
  "better-auth": ["server/auth"],
  "@better-auth/passkey": ["server/auth"],
  "@better-auth/utils": ["server/auth"],
  "@zxcvbn-ts/core": ["server/auth"],
  "@zxcvbn-ts/language-common": ["server/auth"],
  "@zxcvbn-ts/language-en": ["server/auth"],
  zod: ["contracts", "server/platform", "server/plaid", "server/queue", "server/routers"],
  "@trpc/server": ["server/routers", "src/app/api/trpc/[trpc]/route.ts"],
  "@trpc/client": ["client"],
  "@trpc/react-query": ["client", "src/app/prefetch.ts"],
  "@tanstack/react-query": ["client", "components", "app"],
  "@tanstack/react-table": ["components"],
  "@base-ui/react": ["components", "app"],
  "react-plaid-link": ["client", "components"],
  "next-themes": ["client", "components", "app"],
  "lucide-react": ["components", "app"],
  "next/server": ["app", "server/http"],
  next: ["app", "client", "components", "server/auth"],
  react: ["app", "client", "components"],
  "react-dom": ["app", "client", "components"],
  vitest: ["testing"],
  "fast-check": ["testing"],
};
const DOMAIN_PACKAGES = ["decimal.js"];
const GENERATED_CLIENT = "server/db/generated";

const MAX_LINES = 400;
/** Room of its own for kinds of files that grow when logic strays into them. */
const MAX_LINES_OF = [
  [/^app\/.*\/route\.ts$/, 15],
  [/^server\/routers\//, 120],
  [/^server\/services\//, 150],
  [/^components\//, 200],
];

/** What a file's text must not hold, unless the file is one of those allowed to. @type {[RegExp, RegExp, string][]} */
const TEXT_RULES = [
  [
    /\bprocess\.env\b(?!\.NEXT_RUNTIME\b)/,
    /^(?:server\/platform\/env\.ts|sandbox\/|testing\/|.*\.i?test\.tsx?$)/,
    "process.env is read by server/platform/env.ts alone",
  ],
  [/\bvi\.(?:mock|doMock)\(\s*["'`](?:@\/|\.)/, /^$/, "our own modules are not mocked"],
  [
    /\$\{(?![A-Z][A-Z\d_]*(?:\}|\.(?:join|map)\()|recordset\(\d+, |columns\.|column\}|Object\.keys\([A-Z]+\))/,
    /^(?!server\/db\/)|^server\/db\/(?:recordset|dates|erasure|expired-records|transaction|held-positions|activity-statement|holding-list-lines|holding-list-statement|keyset|parameters)\.ts$|\.i?test\.ts$/,
    "a statement is made of constants alone; what varies is a parameter",
  ],
  [
    /\bexecuteSql\b|\$(?:query|execute)Raw(?:Unsafe)?\b/,
    /^server\/(?:db\/|queue\/enqueue\.ts)|^testing\/|\.i?test\.ts$/,
    "only server/db holds statements",
  ],
  [/^\s*["']use server["']/m, /^$/, "there are no Server Actions"],
];

const LAYERS = Object.keys(MAY_IMPORT).sort((a, b) => b.length - a.length);
const IMPORT =
  /(?:^|[;}])[ \t]*(?:import|export)\s+(type\s+)?((?:[\w*$\s{},]|\btype\b)*?\bfrom\s*)?["']([^"'\n]+)["']|\b(?:import|require)\(\s*["'`]([^"'`\n]+)["'`]/gm;

/** @param {string} file below src, with slashes */
function layerOf(file) {
  const rootFile = file.replace(/\.i?test(?=\.ts$)/, "");
  if (rootFile in ROOT_FILES) return ROOT_FILES[/** @type {keyof typeof ROOT_FILES} */ (rootFile)];
  return LAYERS.find((layer) => file === layer || file.startsWith(`${layer}/`));
}
const isTest = (/** @type {string} */ file) => /\.(?:test|itest)\.tsx?$/.test(file);
const withoutComments = (/** @type {string} */ text) =>
  text.replace(/^\s*\/\/.*$/gm, "").replace(/^\s*\/\*[\s\S]*?\*\//gm, (comment) => comment.replace(/[^\n]/g, ""));

/**
 * The package of an import and the most exact entry of the table that speaks of it.
 * @param {string} spec
 */
function ownersOf(spec) {
  const name = spec
    .split("/")
    .slice(0, spec.startsWith("@") ? 2 : 1)
    .join("/");
  const owned = /** @type {Record<string, string[]>} */ (OWNED_PACKAGES);
  return { name, owners: owned[spec] ?? owned[name] };
}

/** Whether every name of `import { type A, type B } from` is a type. @param {string} clause */
function takesTypesOnly(clause) {
  const braces = /^\s*\{([^}]*)\}\s*from\s*$/.exec(clause);
  return !!braces && (braces[1] ?? "").split(",").every((name) => name.trim() === "" || /^type\s/.test(name.trim()));
}

/**
 * Every import of a file.
 * @param {string} text
 * @returns {{ spec: string, isTypeOnly: boolean }[]}
 */
export function importsOf(text) {
  return [...withoutComments(text).matchAll(IMPORT)].map(([, type, clause, spec, dynamic]) => ({
    spec: spec ?? dynamic ?? "",
    isTypeOnly: type !== undefined || takesTypesOnly(clause ?? ""),
  }));
}

/** @param {string} file @param {string} from @param {string} spec @param {boolean} isTypeOnly */
function packageProblem(file, from, spec, isTypeOnly) {
  if (spec.startsWith("node:")) {
    const isBrowserCode = from === "domain" || from === "client" || from === "components";
    return isBrowserCode ? `${from} runs in the browser too and may not import ${spec}` : null;
  }
  const { name, owners } = ownersOf(spec);
  if (from === "domain" && !DOMAIN_PACKAGES.includes(name)) return `domain may not import ${spec}`;
  if (name === "zod" && from === "sandbox") return null;
  if (!owners || owners.includes(from) || owners.includes(`src/${file}`)) return null;
  // Types of React or Next leave no trace in a bundle, but a service that speaks of them has left its place all the same.
  return `${from} may not import ${isTypeOnly ? "even types of " : ""}${spec}`;
}

/** @param {string} file @param {string} from @param {string} target @param {boolean} isTypeOnly */
function layerProblem(file, from, target, isTypeOnly) {
  const to = layerOf(target) ?? layerOf(`${target}.ts`);
  if (!to) return `imports ${target}, which is in no layer`;
  if (target.startsWith(GENERATED_CLIENT) && from !== "server/db") return `${from} may not import the generated client`;
  if (to === from) return null;
  if (to === "testing") return isTest(file) ? null : "only tests import testing";
  if (isTest(file) && to !== "sandbox") return null;
  const allowed = /** @type {string[]} */ (MAY_IMPORT[/** @type {keyof typeof MAY_IMPORT} */ (from)]);
  if (allowed.includes(to)) return null;
  if (!allowed.includes(`type:${to}`)) return `${from} may not import ${to} (${target})`;
  return isTypeOnly ? null : `${from} may import only types of ${to} (${target})`;
}

/**
 * Everything that is wrong with one file.
 * @param {string} file below src, with slashes
 * @param {string} text
 */
export function checkFile(file, text) {
  const from = layerOf(file);
  if (!from) return { edges: 0, problems: [`${file}: its folder is in no layer of the table`] };
  const lines = text.trimEnd().split("\n").length;
  const room = Number(MAX_LINES_OF.find(([kind]) => /** @type {RegExp} */ (kind).test(file))?.[1] ?? MAX_LINES);
  const problems = lines > room && !isTest(file) ? [`${file}: ${lines} lines, room for ${room}`] : [];
  let edges = 0;
  for (const { spec, isTypeOnly } of importsOf(text)) {
    const isInternal = spec.startsWith("@/") || spec.startsWith(".");
    const target = spec.startsWith("@/") ? spec.slice(2) : join(dirname(file), spec).split(sep).join("/");
    if (isInternal && target.startsWith("..")) problems.push(`${file}: ${spec} leads out of src`);
    else if (isInternal) {
      edges += 1;
      const problem = layerProblem(file, from, target, isTypeOnly);
      if (problem) problems.push(`${file}: ${problem}`);
    } else if (!isTest(file)) {
      const problem = packageProblem(file, from, spec, isTypeOnly);
      if (problem) problems.push(`${file}: ${problem}`);
    }
    if (spec === "zod" && !/\bimport\s+(?:type\s+)?\*\s+as\s+z\s+from\s+["']zod["']/.test(text))
      problems.push(`${file}: zod is imported as \`import * as z from "zod"\`, which bundles a quarter of it`);
  }
  for (const [pattern, allowed, sentence] of TEXT_RULES)
    if (pattern.test(text) && !allowed.test(file)) problems.push(`${file}: ${sentence}`);
  return { edges, problems };
}

/**
 * All files together; a check that saw no file or no import has failed.
 * @param {Iterable<readonly [file: string, text: string]>} files
 */
export function checkLayers(files) {
  /** @type {string[]} */
  const problems = [];
  let count = 0;
  let edges = 0;
  for (const [file, text] of files) {
    const checked = checkFile(file, text);
    count += 1;
    edges += checked.edges;
    problems.push(...checked.problems);
  }
  if (count === 0 || edges === 0) problems.push(`read ${count} files and ${edges} imports of ours: the check is blind`);
  return { count, edges, problems };
}

/** @param {string} src @returns {Generator<readonly [string, string]>} */
function* sources(src) {
  for (const entry of readdirSync(src, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const file = relative(src, path).split(sep).join("/");
    if (entry.isFile() && /\.tsx?$/.test(file) && !file.startsWith(`${GENERATED_CLIENT}/`))
      yield [file, readFileSync(path, "utf8")];
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { count, edges, problems } = checkLayers(sources(fileURLToPath(new URL("../src", import.meta.url))));
  for (const problem of problems) console.error(problem);
  console.log(`layers: ${count} files, ${edges} imports of ours, ${problems.length} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
