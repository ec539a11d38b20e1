// The checkout's own PostgreSQL. Several processes may hold it at once: each holds a lease, the last one out stops the
// server. Safe after kill -9 of anyone, the server included.
import { spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { Failure } from "./failure.mjs";
import { withLock } from "./file-lock.mjs";
import { postgresHost } from "./postgres-host.mjs";
import { isPostgres, isRunning, thisProcess } from "./processes.mjs";

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "", // no limit on the path's length, nothing in /tmp
  shared_buffers: "64MB",
  max_connections: 200,
  random_page_cost: "1.1", // a disk without moving parts: an index is not avoided for fear of them
  log_timezone: "UTC",
  timezone: "UTC",
};
const FRESH_CLUSTER_BYTES = 128 * 2 ** 20;
const RUNNING_BYTES = 24 * 2 ** 20;
const STOP_DEADLINE_MS = 15_000;

/** @typedef {import("./postgres-host.mjs").PostgresHost} PostgresHost */
/** @typedef {{ password: string, port: number }} Cluster */
/** @typedef {{ url: string, port: number, pid: number, stateDir: string, release: () => Promise<boolean> }} Lease  `release` tells whether it stopped the server. */

const inState = (/** @type {PostgresHost} */ host) => ({
  data: path.join(host.stateDir, "data"),
  leases: path.join(host.stateDir, "leases"),
  lock: path.join(host.stateDir, "lock"),
  cluster: path.join(host.stateDir, "cluster.json"),
  log: path.join(host.stateDir, "server.log"),
});

/**
 * A file of the cluster's owner, readable by nobody else.
 * @param {PostgresHost} host
 * @param {string} file
 * @param {string} content
 */
function writePrivate({ user }, file, content) {
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, content, { mode: 0o600 });
  if (user.uid !== undefined) fs.chownSync(draft, user.uid, user.gid ?? user.uid);
  fs.renameSync(draft, file);
}

/**
 * @param {PostgresHost} host
 * @param {string} program
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 */
const run = ({ binDir, stateDir, user }, program, args, options) =>
  spawn(path.join(binDir, program), args, {
    ...user,
    cwd: stateDir,
    env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
    ...options,
  });

/**
 * @param {PostgresHost} host
 * @param {number} bytes
 */
function requireDiskSpace({ stateDir }, bytes) {
  const { bavail, bsize } = fs.statfsSync(stateDir);
  if (bavail * bsize < bytes)
    throw new Failure(`no disk space left for the database in ${stateDir}: it needs ${Math.round(bytes / 2 ** 20)} MB`);
}

/**
 * What PostgreSQL said, as one sentence.
 * @param {string} what
 * @param {string} output
 * @param {PostgresHost} host
 */
function postgresFailure(what, output, { stateDir }) {
  if (/No space left on device/.test(output)) return new Failure(`no disk space left for the database in ${stateDir}`);
  const line =
    output
      .split("\n")
      .reverse()
      .find((text) => /FATAL|PANIC|error:/.test(text)) ??
    output.trim().split("\n").at(-1) ??
    "";
  return new Failure(`${what}: ${line.replace(/^.*?(FATAL|PANIC|error):\s*/, "") || `see ${stateDir}/server.log`}`);
}

/** @param {PostgresHost} host */
async function createCluster(host) {
  requireDiskSpace(host, FRESH_CLUSTER_BYTES);
  const { data, cluster } = inState(host);
  const fresh = `${data}.new`; // left behind by an initdb cut short: renaming at the end keeps it apart from real data
  const passwordFile = path.join(host.stateDir, "password");
  const password = randomBytes(18).toString("base64url");
  fs.rmSync(fresh, { recursive: true, force: true });
  writePrivate(host, passwordFile, password);
  const args = [
    "-D",
    fresh,
    "-U",
    "app",
    "--auth=scram-sha-256",
    `--pwfile=${passwordFile}`,
    "-E",
    "UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--no-instructions",
  ];
  const child = run(host, "initdb", args, { stdio: ["ignore", "ignore", "pipe"] });
  let output = "";
  child.stderr?.on("data", (chunk) => (output += chunk));
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  fs.rmSync(passwordFile, { force: true });
  if (code !== 0) {
    fs.rmSync(fresh, { recursive: true, force: true });
    throw postgresFailure("the database could not be created", output, host);
  }
  writePrivate(host, cluster, JSON.stringify({ password, port: 0 }));
  fs.renameSync(fresh, data);
}

/**
 * `wanted` if it is free, else another.
 * @param {number} wanted
 * @returns {Promise<number>}
 */
const freePort = (wanted) =>
  new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", (error) => (wanted ? freePort(0).then(resolve, reject) : reject(error)));
    server.listen(wanted, "127.0.0.1", () => {
      const { port } = /** @type {net.AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });

/** @param {PostgresHost} host */
function serverPid(host) {
  const pidFile = path.join(inState(host).data, "postmaster.pid");
  return fs.existsSync(pidFile) ? Number(fs.readFileSync(pidFile, "utf8").split("\n")[0]) : 0;
}

/** @param {Cluster} cluster @param {string} database */
const urlOf = ({ password, port }, database) => `postgresql://app:${password}@127.0.0.1:${port}/${database}`;

/** @param {string} url */
async function connect(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on("error", () => {}); // a server that goes away shows in the next query
  await client.connect();
  return client;
}

/**
 * @param {string} url
 * @param {() => boolean} isHopeless
 */
async function connectWhenReady(url, isHopeless) {
  for (const deadline = Date.now() + 60_000; ; await sleep(50)) {
    try {
      return await connect(url);
    } catch (error) {
      if (isHopeless() || Date.now() > deadline) throw error;
    }
  }
}

/**
 * @param {PostgresHost} host
 * @param {Cluster} known
 * @param {Record<string, string | number>} settings
 * @returns {Promise<Cluster>}
 */
async function startServer(host, known, settings) {
  requireDiskSpace(host, RUNNING_BYTES);
  const { data, log, cluster: clusterFile } = inState(host);
  fs.rmSync(path.join(data, "postmaster.pid"), { force: true }); // stale after kill -9, or its pid is somebody else's by now
  const cluster = { ...known, port: await freePort(known.port) };
  writePrivate(host, clusterFile, JSON.stringify(cluster));
  writePrivate(host, log, "");
  const out = fs.openSync(log, "a");
  const args = Object.entries({ ...SETTINGS, port: cluster.port, ...settings }).flatMap(([key, value]) => [
    "-c",
    `${key}=${value}`,
  ]);
  // Detached: it outlives whoever came first, and a Ctrl-C meant for that one.
  const child = run(host, "postgres", ["-D", data, ...args], { detached: true, stdio: ["ignore", out, out] });
  fs.closeSync(out);
  let hasEnded = false;
  child.once("error", () => (hasEnded = true)).once("exit", () => (hasEnded = true));
  child.unref();
  try {
    await (await connectWhenReady(urlOf(cluster, "postgres"), () => hasEnded)).end();
  } catch {
    throw postgresFailure("PostgreSQL did not start", fs.readFileSync(log, "utf8"), host);
  }
  return cluster;
}

/** Leases of processes that are gone. @param {PostgresHost} host */
function dropDeadLeases(host) {
  const { leases } = inState(host);
  for (const name of fs.readdirSync(leases)) {
    const [pid, start] = name.split("-");
    if (!isRunning({ pid: Number(pid), start: start || null })) fs.rmSync(path.join(leases, name), { force: true });
  }
}

/** @param {PostgresHost} host */
async function stopServerIfUnused(host) {
  dropDeadLeases(host);
  const pid = serverPid(host);
  if (fs.readdirSync(inState(host).leases).length > 0 || !isPostgres(pid)) return false;
  process.kill(pid, "SIGINT"); // "fast": sessions are ended, everything is on disk
  for (const deadline = Date.now() + STOP_DEADLINE_MS; isPostgres(pid) && Date.now() < deadline; ) await sleep(20);
  return true;
}

/**
 * Starts the server, or joins the running one, and makes sure `database` exists.
 * @param {{ dataDir?: string, projectDir?: string, database: string, log?: (line: string) => void, settings?: Record<string, string | number> }} options
 * `settings` count only for whoever starts the server.
 * @returns {Promise<Lease>}
 */
export async function acquire({
  projectDir = process.cwd(),
  dataDir = path.join(projectDir, ".data"),
  database,
  log = () => {},
  settings = {},
}) {
  const host = postgresHost(path.resolve(dataDir));
  const { data, leases, lock, cluster: clusterFile } = inState(host);
  fs.mkdirSync(leases, { recursive: true, mode: 0o755 });
  if (host.user.uid !== undefined) fs.chownSync(leases, host.user.uid, host.user.gid ?? host.user.uid);
  const { pid, start } = thisProcess();
  const lease = path.join(leases, `${pid}-${start ?? ""}-${randomUUID()}`);

  const cluster = await withLock(lock, async () => {
    if (!fs.existsSync(path.join(data, "PG_VERSION"))) await createCluster(host);
    const major = fs.readFileSync(path.join(data, "PG_VERSION"), "utf8").trim();
    if (major !== host.major)
      throw new Failure(
        `the database in ${host.stateDir} was made by PostgreSQL ${major}, the bundled one is ${host.major}: move the data over with pg_dump, or set DATA_DIR to a new folder`,
      );
    /** @type {Cluster} */
    let known = JSON.parse(fs.readFileSync(clusterFile, "utf8"));
    if (!isPostgres(serverPid(host))) {
      known = await startServer(host, known, settings);
      log(`PostgreSQL ${major} started on port ${known.port}`);
    }
    const admin = await connectWhenReady(urlOf(known, "postgres"), () => !isPostgres(serverPid(host)));
    try {
      const { rowCount } = await admin.query("select from pg_database where datname = $1", [database]);
      if (!rowCount) await admin.query(`create database ${admin.escapeIdentifier(database)}`);
    } finally {
      await admin.end();
    }
    fs.writeFileSync(lease, "");
    return known;
  });

  /** @type {Promise<boolean> | undefined} */
  let released;
  const release = () =>
    (released ??= withLock(lock, async () => {
      fs.rmSync(lease, { force: true });
      const stopped = await stopServerIfUnused(host);
      if (stopped) log("PostgreSQL stopped");
      return stopped;
    }));
  return { url: urlOf(cluster, database), port: cluster.port, pid: serverPid(host), stateDir: host.stateDir, release };
}

/**
 * Stops a server whose holders were all killed; for whoever notices.
 * @param {string} dataDir
 */
export async function stopIfAbandoned(dataDir) {
  const host = postgresHost(path.resolve(dataDir));
  if (fs.existsSync(inState(host).leases)) await withLock(inState(host).lock, () => stopServerIfUnused(host));
}
