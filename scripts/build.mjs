// The build, made when its sources changed: the Prisma client, Next's output, the bundles of the other processes.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { BUNDLES, bundle } from "./bundle.mjs";
import { Failure, writing } from "./failure.mjs";
import { withLock } from "./file-lock.mjs";
import { BUILD_INPUTS, fingerprint } from "./fingerprint.mjs";
import { isRunning } from "./processes.mjs";

const GENERATED = "src/server/db/generated";
/** Next's own default. */
export const DIST_DIR = ".next";

/**
 * @param {string} projectDir
 * @param {string[]} args of node
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<{ code: number, output: string }>}
 */
function runNode(projectDir, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: projectDir,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    const stop = () => child.kill("SIGTERM");
    process.once("SIGINT", stop).once("SIGTERM", stop).once("SIGHUP", stop);
    child.once("error", reject);
    child.once("close", (code) => {
      process.off("SIGINT", stop).off("SIGTERM", stop).off("SIGHUP", stop);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** What a tool said goes above the sentence: only the tool knows the place. @param {string} what @param {string} output */
function toolFailure(what, output) {
  if (/ENOSPC|no space left/i.test(output)) return new Failure(`${what}: no disk space left`);
  return new Failure(`${what}:\n${output.trim()}`);
}

/** @param {string} file */
const readText = (file) => (fs.existsSync(file) ? fs.readFileSync(file, "utf8") : null);

/**
 * @param {string} projectDir
 * @param {(line: string) => void} log
 */
export async function ensurePrismaClient(projectDir, log) {
  const stampFile = path.join(projectDir, GENERATED, ".schema");
  const wanted = fingerprint(projectDir, ["prisma/schema.prisma", "prisma.config.ts", "package-lock.json"]);
  if (readText(stampFile) === wanted) return;
  log("generating the database client");
  const { code, output } = await runNode(projectDir, ["node_modules/prisma/build/index.js", "generate"], {
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
  });
  if (code !== 0) throw toolFailure("the database client could not be generated", output);
  fs.writeFileSync(stampFile, wanted);
}

/** Processes that serve from a build, by the notes they leave. @param {string} noteDir */
function servingFrom(noteDir) {
  if (!fs.existsSync(noteDir)) return [];
  return fs.readdirSync(noteDir).filter((name) => {
    const [pid, start] = name.split("-");
    if (isRunning({ pid: Number(pid), start: start || null })) return true;
    fs.rmSync(path.join(noteDir, name), { force: true });
    return false;
  });
}

/** @param {string} projectDir @param {string} distDir */
function placesOf(projectDir, distDir) {
  const buildDir = path.join(projectDir, ".build");
  const bundleDir = distDir === DIST_DIR ? buildDir : path.join(buildDir, distDir.replace(/\W+/g, "_"));
  return { buildDir, bundleDir, stampFile: path.join(bundleDir, "stamp"), noteDir: path.join(bundleDir, "serving") };
}

/** Where the bundles of a build are; a build of its own for tests (`distDir`) leaves the app's alone. @param {string} projectDir @param {string} distDir */
export const bundleDirOf = (projectDir, distDir) => placesOf(projectDir, distDir).bundleDir;

/**
 * Notes that a process serves from the build, so that no other start replaces it underneath.
 * @param {{ projectDir: string, distDir: string, id: import("./processes.mjs").ProcessId }} input
 * @returns {() => void} takes the note back
 */
export function noteServing({ projectDir, distDir, id }) {
  const { noteDir } = placesOf(projectDir, distDir);
  const note = path.join(noteDir, `${id.pid}-${id.start ?? ""}`);
  try {
    fs.mkdirSync(noteDir, { recursive: true });
    fs.writeFileSync(note, "");
  } catch {
    return () => {}; // a folder nobody can write is one nobody rebuilds
  }
  return () => fs.rmSync(note, { force: true });
}

/**
 * Builds when the sources differ from what the present build was made of. `env` is added to the environment of the build.
 * @param {{ projectDir: string, distDir: string, log: (line: string) => void, env?: Record<string, string> }} input
 */
export async function ensureBuild({ projectDir, distDir, log, env: more = {} }) {
  const { buildDir, bundleDir, stampFile, noteDir } = placesOf(projectDir, distDir);
  const inputs = () => fingerprint(projectDir, BUILD_INPUTS);
  const isCurrent = () =>
    readText(stampFile) === inputs() &&
    fs.existsSync(path.join(projectDir, distDir, "BUILD_ID")) &&
    Object.keys(BUNDLES).every((file) => fs.existsSync(path.join(bundleDir, file)));
  if (isCurrent()) return;
  writing(projectDir, "cannot be written, but the app has to be built", () => {
    fs.mkdirSync(bundleDir, { recursive: true });
    fs.accessSync(bundleDir, fs.constants.W_OK);
  });
  const onWait = () => log("waiting for another build in this folder");
  await withLock(
    path.join(buildDir, "build.lock"),
    async () => {
      if (isCurrent()) return;
      if (servingFrom(noteDir).length > 0)
        throw new Failure(
          "the sources changed, and an app is running from the present build of this folder: stop it first",
        );
      log("building the app (about half a minute, after changes only)");
      fs.rmSync(stampFile, { force: true });
      const sources = fingerprint(
        projectDir,
        BUILD_INPUTS.filter((file) => file !== "tsconfig.json"),
      );
      await bundle(projectDir, bundleDir).catch((error) => {
        throw toolFailure("the worker and the local Plaid could not be bundled", error.message);
      });
      const env = { ...more, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", NEXT_DIST_DIR: distDir };
      const { code, output } = await runNode(projectDir, ["node_modules/next/dist/bin/next", "build"], env);
      if (code !== 0) throw toolFailure("the app could not be built", output);
      // Next may have completed tsconfig.json; a source edited meanwhile must lead to another build.
      if (
        fingerprint(
          projectDir,
          BUILD_INPUTS.filter((file) => file !== "tsconfig.json"),
        ) === sources
      )
        fs.writeFileSync(stampFile, inputs());
    },
    { onWait },
  );
}
