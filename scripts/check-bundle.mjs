// Fails when a built app holds what must not be in it: the local Plaid, the server's Plaid client in the browser's files,
// names of secrets there, Server Actions, or a page with more JavaScript than it may have. `node scripts/check-bundle.mjs [folder of the build]`
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleDirOf, DIST_DIR } from "./build.mjs";
import { VARIABLES } from "./env.mjs";
import { FIRST_LOAD_KB, firstLoads } from "./first-load.mjs";

/** Stands once in the local Plaid's sources, for this check to look for. */
const SANDBOX_MARKER = "plaid-investments-local-sandbox";
const SECRETS = Object.keys(VARIABLES).filter((name) => /SECRET|TOKEN|DATABASE/.test(name));
// What the official client says of itself, whatever a minifier renames.
const PLAID_CLIENT = ["PLAID-CLIENT-ID", "/item/public_token/exchange", "AxiosError"];
const IN_BROWSER_FILES = [SANDBOX_MARKER, ...PLAID_CLIENT, ...SECRETS];

/** @param {string} folder @returns {string[]} */
const filesBelow = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

/** @param {string} distDir @param {string} part @param {readonly string[]} unwanted */
function findings(distDir, part, unwanted) {
  const files = filesBelow(join(distDir, part));
  const problems = files.flatMap((file) => {
    const content = readFileSync(file);
    return unwanted.filter((text) => content.includes(text)).map((text) => `${relative(distDir, file)} holds ${text}`);
  });
  return { count: files.length, problems };
}

/** Names of the Server Actions that the build would answer. @param {string} distDir */
function serverActions(distDir) {
  const manifest = join(distDir, "server", "server-reference-manifest.json");
  if (!existsSync(manifest)) return null;
  const { node = {}, edge = {} } = JSON.parse(readFileSync(manifest, "utf8"));
  return [...Object.keys(node), ...Object.keys(edge)];
}

/**
 * @param {{ distDir: string, sandboxBundle: string }} build
 * @returns {{ count: number, largest: string, problems: string[] }}
 */
export function checkBundle({ distDir, sandboxBundle }) {
  const inBrowser = findings(distDir, "static", IN_BROWSER_FILES);
  const onServer = findings(distDir, "server", [SANDBOX_MARKER]);
  const problems = [...inBrowser.problems, ...onServer.problems];
  if (inBrowser.count === 0 || onServer.count === 0)
    problems.push(`there is no built app in ${distDir}: the check is blind`);
  if (!existsSync(sandboxBundle) || !readFileSync(sandboxBundle).includes(SANDBOX_MARKER))
    problems.push(`the local Plaid does not hold ${SANDBOX_MARKER} any more: the check is blind`);
  const actions = serverActions(distDir);
  if (actions === null) problems.push("the build lists no Server Actions, not even none: the check is blind");
  for (const action of actions ?? []) problems.push(`the build answers Server Action ${action}`);
  const loads = [...firstLoads(distDir)].sort(([, a], [, b]) => b - a);
  if (loads.length === 0) problems.push("the build notes no page's JavaScript: the check is blind");
  const texts = loads.map(([page, kb]) => `${page} comes with ${kb.toFixed(1)} kB of JavaScript`);
  const tooLarge = loads.filter(([, kb]) => kb > FIRST_LOAD_KB).length;
  for (const text of texts.slice(0, tooLarge)) problems.push(`${text}, more than ${FIRST_LOAD_KB}`);
  return { count: inBrowser.count + onServer.count, largest: texts[0] ?? "", problems };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const projectDir = dirname(dirname(fileURLToPath(import.meta.url)));
  const distDir = process.argv[2] ?? DIST_DIR;
  const { count, largest, problems } = checkBundle({
    distDir: join(projectDir, distDir),
    sandboxBundle: join(bundleDirOf(projectDir, distDir), "sandbox.mjs"),
  });
  for (const problem of problems) console.error(problem);
  console.log(`bundle: ${count} files, ${problems.length} problems; at most ${largest}`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
