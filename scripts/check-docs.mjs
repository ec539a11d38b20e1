// Fails when a link in the documents leads nowhere, or docs/architecture.md does not say where a folder of src belongs.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const DOCUMENTS = ["README.md", "CHANGELOG.md"];
const MAP = "docs/architecture.md";
const EXTERNAL = /^(?:https?:|mailto:)/;
// The folders whose own folders are layers too; deeper ones hold one thing several times and go with what holds them.
const PARENTS = ["src", "src/server"];

/** The anchor that a heading gets on a forge. @param {string} heading */
const anchorOf = (heading) =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[`*]/g, "")
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

const withoutCode = (/** @type {string} */ text) =>
  text.replace(/^(```|~~~)[\s\S]*?^\1/gm, "").replace(/`[^`\n]*`/g, "");

/** @param {string} text of a document */
export function linksOf(text) {
  return [...withoutCode(text).matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|(?:src|href)="([^"]+)"/g)].map(
    ([, markdown, html]) => markdown ?? html ?? "",
  );
}

/** @param {string} text of a document */
const anchorsOf = (text) => [...text.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(([, heading]) => anchorOf(heading ?? ""));

/**
 * @param {string} root of the project
 * @param {string} file relative to it
 */
function deadLinks(root, file) {
  const dead = [];
  for (const link of linksOf(readFileSync(join(root, file), "utf8"))) {
    if (EXTERNAL.test(link)) continue;
    const [path = "", anchor] = decodeURI(link).split("#");
    const target = path === "" ? join(root, file) : join(root, dirname(file), path);
    if (!existsSync(target)) dead.push(`${file}: ${link} leads nowhere`);
    else if (anchor && target.endsWith(".md") && !anchorsOf(readFileSync(target, "utf8")).includes(anchor))
      dead.push(`${file}: ${link} names a heading that is not there`);
  }
  return dead;
}

/** @param {string} root */
const mappedFolders = (root) =>
  PARENTS.filter((parent) => existsSync(join(root, parent))).flatMap((parent) =>
    readdirSync(join(root, parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${parent}/${name}`),
  );

/** `server/{http,routers}` stands for both. @param {string} text */
const withoutBraces = (text) =>
  text.replace(/([\w/-]*)\{([\w,-]+)\}/g, (_, stem, names) =>
    names
      .split(",")
      .map((/** @type {string} */ name) => `\`${stem}${name}\``)
      .join(" "),
  );

/** Whether the text speaks of the folder as code: \`src/server/db\`, \`server/db/…\`, or a line of a tree. @param {string} text @param {string} folder */
export function mentions(text, folder) {
  const name = folder.replace(/^src\//, "");
  return new RegExp(`(?:src/|\`)${name}(?![\\w-])`).test(withoutBraces(text));
}

/**
 * @param {string} root of the project
 * @returns {{ links: number, folders: number, problems: string[] }}
 */
export function checkDocs(root) {
  const inDocs = existsSync(join(root, "docs"))
    ? readdirSync(join(root, "docs"), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    : [];
  const documents = [...DOCUMENTS.filter((file) => existsSync(join(root, file))), ...inDocs];
  const problems = documents.flatMap((file) => deadLinks(root, file));
  const links = documents.flatMap((file) => linksOf(readFileSync(join(root, file), "utf8"))).length;
  const folders = mappedFolders(root);
  const map = existsSync(join(root, MAP)) ? readFileSync(join(root, MAP), "utf8") : "";
  for (const folder of folders) {
    if (!mentions(map, folder)) problems.push(`${MAP} does not say what ${folder} is`);
  }
  if (!existsSync(join(root, "README.md"))) problems.push("there is no README.md");
  if (links === 0 || folders.length === 0)
    problems.push(`read ${links} links and ${folders.length} folders: the check is blind`);
  return { links, folders: folders.length, problems };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { links, folders, problems } = checkDocs(dirname(dirname(fileURLToPath(import.meta.url))));
  for (const problem of problems) console.error(problem);
  console.log(`docs: ${links} links, ${folders} folders, ${problems.length} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
