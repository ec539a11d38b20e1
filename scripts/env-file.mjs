// The project's .env, read strictly: a line that means nothing is an error, not a surprise later.
import fs from "node:fs";
import path from "node:path";
import { ConfigurationError } from "./env.mjs";

const ASSIGNMENT = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/;
/** @type {Record<string, string>} */
const ESCAPES = { n: "\n", r: "\r", t: "\t" };

/**
 * `NAME=value` lines, `#` comments, values bare or in single or double quotes (these may span lines).
 * @param {string} text
 * @returns {Record<string, string>}
 * @throws {ConfigurationError} naming the line, never its content
 */
export function parseEnvFile(text) {
  /** @type {Record<string, string>} */
  const values = {};
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const number = index + 1;
    const line = (lines[index] ?? "").trim();
    if (line === "" || line.startsWith("#")) continue;
    const [, name = "", start = ""] = ASSIGNMENT.exec(line) ?? [];
    if (!name || /[\0\uFFFD]/.test(line)) throw broken(number, "is not of the form NAME=value");
    const quote = start[0];
    if (quote !== '"' && quote !== "'") {
      values[name] = start.replace(/(^|\s)#.*$/, "").trim();
      continue;
    }
    let rest = start.slice(1);
    let end = closingQuote(rest, quote);
    while (end < 0) {
      index += 1;
      if (index >= lines.length) throw broken(number, `opens a quote (${quote}) that is never closed`);
      rest += `\n${lines[index]}`;
      end = closingQuote(rest, quote);
    }
    if (!/^\s*(#.*)?$/.test(rest.slice(end + 1))) throw broken(index + 1, "has text after the closing quote");
    const inner = rest.slice(0, end);
    values[name] = quote === "'" ? inner : inner.replace(/\\(.)/gs, (_, letter) => ESCAPES[letter] ?? letter);
  }
  return values;
}

/**
 * @param {string} text
 * @param {string} quote
 */
function closingQuote(text, quote) {
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "\\" && quote === '"') at += 1;
    else if (text[at] === quote) return at;
  }
  return -1;
}

/** @param {number} line @param {string} problem */
const broken = (line, problem) => new ConfigurationError(`.env: line ${line} ${problem}`);

/**
 * `env` over the project's .env. What `env` sets counts even when empty, so a value of the file can be switched off.
 * @param {string} projectDir
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {Record<string, string | undefined>}
 */
export function loadEnvironment(projectDir, env) {
  const file = path.join(projectDir, ".env");
  let text;
  try {
    text = fs.readFileSync(file, "utf8");
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === "ENOENT") return { ...env };
    throw new ConfigurationError(`.env cannot be read (${code})`);
  }
  return { ...parseEnvFile(text), ...env };
}
