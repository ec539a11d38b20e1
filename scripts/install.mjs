// Dependencies in step with package-lock.json, before anything of theirs is imported.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { Failure, writing } from "./failure.mjs";
import { withLock } from "./file-lock.mjs";

const STAMP = "node_modules/.plaid-investments.json";

export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Failure(`Node ${process.versions.node} is too old: install Node 20.19 or newer`);
}

/** @param {string} file */
const readJson = (file) => {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return null;
  }
};

/** What an installation depends on. Scripts and the rest of package.json may change without one. @param {string} projectDir */
function wantedStamp(projectDir) {
  const { dependencies, devDependencies, optionalDependencies, overrides } =
    readJson(path.join(projectDir, "package.json")) ?? {};
  const lock = fs.readFileSync(path.join(projectDir, "package-lock.json"));
  const hash = createHash("sha256")
    .update(lock)
    .update(JSON.stringify([dependencies, devDependencies, optionalDependencies, overrides]));
  return {
    lock: hash.digest("hex"),
    platform: `${process.platform}-${process.arch}`,
    node: process.versions.node.split(".")[0],
  };
}

/** Whether npm's own note of what it installed covers the lock file: somebody ran npm themselves. @param {string} projectDir */
function coversLock(projectDir) {
  const installed = readJson(path.join(projectDir, "node_modules", ".package-lock.json"))?.packages;
  const locked = readJson(path.join(projectDir, "package-lock.json"))?.packages;
  if (!installed || !locked) return false;
  return Object.entries(locked).every(
    ([where, { version, optional }]) =>
      where === "" || installed[where]?.version === version || (optional && !installed[where]),
  );
}

/** @param {string} projectDir */
export function isInstalled(projectDir) {
  const file = path.join(projectDir, STAMP);
  const stamp = readJson(file);
  const wanted = wantedStamp(projectDir);
  if (stamp && stamp.lock === wanted.lock && stamp.platform === wanted.platform && stamp.node === wanted.node)
    return true;
  const isSameMachine = !stamp || (stamp.platform === wanted.platform && stamp.node === wanted.node);
  if (!isSameMachine || !coversLock(projectDir)) return false;
  try {
    fs.writeFileSync(file, JSON.stringify(wanted));
  } catch {
    // a read-only folder: looked through again next time
  }
  return true;
}

/**
 * @param {string} projectDir
 * @returns {Promise<{ code: number, output: string }>}
 */
function npmCi(projectDir) {
  // npm runs npm with its own settings in the environment; `npm --prefix DIR start` would make it install elsewhere.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_config_(local_|global_)?prefix$/i.test(name)),
  );
  // `--include=dev`: NODE_ENV=production, set on most hosts, would leave the build tools out. `--ignore-scripts`: nothing
  // here needs one, and an older npm knows no allowScripts.
  const args = ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  const npm = process.env.npm_execpath;
  const isNpmScript = npm !== undefined && /npm-cli\.c?js$/.test(npm);
  const [command, ...first] = isNpmScript
    ? [process.execPath, npm]
    : [process.platform === "win32" ? "npm.cmd" : "npm"];
  return new Promise((resolve) => {
    const child = spawn(command ?? "npm", [...first, ...args], {
      cwd: projectDir,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32" && !isNpmScript,
    });
    let output = "";
    const keep = (/** @type {Buffer} */ chunk) => (output = (output + chunk).slice(-20_000));
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    const stop = () => child.kill("SIGTERM");
    process.once("SIGINT", stop).once("SIGTERM", stop).once("SIGHUP", stop);
    child.once("error", (error) => resolve({ code: 127, output: error.message }));
    child.once("close", (code) => {
      process.off("SIGINT", stop).off("SIGTERM", stop).off("SIGHUP", stop);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** npm's failure in one sentence. @param {string} output */
function installFailure(output) {
  const code = /npm (?:error|ERR!) code (\S+)/.exec(output)?.[1];
  if (code === "ENOSPC" || /no space left/i.test(output))
    return new Failure("could not install the dependencies: no disk space left");
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return new Failure(
      "could not install the dependencies: node_modules cannot be written (is the folder read-only, or somebody else's?)",
    );
  return new Failure(
    `could not install the dependencies${code ? ` (${code})` : ""}: check the network, then run \`npm ci --include=dev\` here to see what npm says`,
  );
}

/**
 * Installs when node_modules is not in step. Two at once in one checkout take turns.
 * @param {string} projectDir
 * @param {(line: string) => void} log
 */
export async function ensureInstalled(projectDir, log) {
  if (isInstalled(projectDir)) return;
  const buildDir = path.join(projectDir, ".build");
  writing(projectDir, "cannot be written, but the dependencies have to be installed", () => {
    fs.mkdirSync(buildDir, { recursive: true });
    fs.accessSync(projectDir, fs.constants.W_OK);
  });
  const onWait = () => log("waiting for another install in this folder");
  await withLock(
    path.join(buildDir, "install.lock"),
    async () => {
      if (isInstalled(projectDir)) return;
      log("installing the dependencies (about a minute, once)");
      const { code, output } = await npmCi(projectDir);
      if (code !== 0) throw installFailure(output);
      fs.writeFileSync(path.join(projectDir, STAMP), JSON.stringify(wantedStamp(projectDir)));
    },
    { onWait },
  );
}
