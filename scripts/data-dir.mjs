// The data folder: everything that outlives a run. Its private files carry their own modes; the folder itself must let
// the unprivileged user through that PostgreSQL runs as below root.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { Failure, userName, writing } from "./failure.mjs";

/** `mkdir -p`, but with the true reason: Node's own says ENOENT below a read-only file system. @param {string} dir */
function makeDir(dir) {
  if (fs.existsSync(dir)) return;
  const parent = path.dirname(dir);
  if (parent !== dir) makeDir(parent);
  try {
    fs.mkdirSync(dir, { mode: 0o711 });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
  }
}

/**
 * Makes the folder, or says in one sentence why it cannot be used.
 * @param {string} dataDir
 */
export function prepareDataDir(dataDir) {
  writing(dataDir, "cannot be made (DATA_DIR)", () => makeDir(dataDir));
  try {
    fs.accessSync(dataDir, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
  } catch (error) {
    const owner = fs.statSync(dataDir).uid;
    if (owner === process.getuid?.()) throw error;
    throw new Failure(
      `${dataDir} cannot be written: this database belongs to ${userName(owner)}; start as that user, or set DATA_DIR to a folder of your own`,
    );
  }
}

/**
 * Deletes the folder with all that it stands for: below a folder of mode 0700 root's database lives elsewhere, and only a
 * link to it is in here. Nothing may be running on it.
 * @param {string} dataDir
 */
export function removeDataDir(dataDir) {
  const link = path.join(dataDir, "postgres");
  if (fs.lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) {
    fs.rmSync(path.resolve(dataDir, fs.readlinkSync(link)), { recursive: true, force: true });
  }
  fs.rmSync(dataDir, { recursive: true, force: true });
}

/** Where the demo's secret is kept. @param {string} dataDir */
export const appSecretFile = (dataDir) => path.join(dataDir, "app-secret");

/**
 * The demo's secret, made on first use; an APP_SECRET of the form file:/path that the processes are given.
 * @param {string} dataDir
 */
export function demoSecret(dataDir) {
  const file = appSecretFile(dataDir);
  if (!fs.existsSync(file)) {
    // Whole or not at all: a cut-short secret would lose every sealed token.
    const draft = `${file}.${process.pid}`;
    fs.writeFileSync(draft, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600 });
    try {
      fs.linkSync(draft, file);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    } finally {
      fs.rmSync(draft, { force: true });
    }
  }
  return `file:${file}`;
}
