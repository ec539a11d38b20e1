// Two webs and two workers, started by their own commands on one database, do each other's work; one of each goes, the
// others go on; and all of them end in time without leaving a lease behind.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { bundleDirOf, ensureBuild, ensurePrismaClient } from "./build.mjs";
import { createSupervisor } from "./children.mjs";
import { removeDataDir } from "./data-dir.mjs";
import { ensureInstalled } from "./install.mjs";
import { leftRunning, startCommand } from "./observed-command.mjs";
import { anyPort } from "./ports.mjs";
import { isListening } from "./readiness.mjs";
import { describeSandbox } from "./stack.mjs";
import { runNode, withoutSettings } from "./tools.mjs";

const PROJECT_DIR = fs.realpathSync(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
/** The browser tests' build. */
const DIST_DIR = ".next-test";
const START_DEADLINE_MS = 120_000;
const WORK_DEADLINE_MS = 30_000;
/** */
const END_DEADLINE_MS = 25_000;
const HOST = "localhost";
const CREDENTIAL = "local-sandbox";

/** @type {string[]} */
const problems = [];
/** @param {boolean} holds @param {string} problem */
const expect = (holds, problem) => void (holds || problems.push(problem));

/**
 * @param {number} port
 * @param {string} place
 * @param {{ body?: unknown, headers?: Record<string, string> }} [sent] a GET without a body
 * @returns {Promise<{ status: number, body: any }>}
 */
function ask(port, place, { body, headers = {} } = {}) {
  const options = {
    ...{ host: "127.0.0.1", port, path: place, agent: false, method: body === undefined ? "GET" : "POST" },
    headers: { host: HOST, "content-type": "application/json", ...headers },
  };
  return new Promise((resolve, reject) => {
    const request = http.request(options, async (response) => {
      const text = (await response.toArray()).join("");
      resolve({ status: response.statusCode ?? 0, body: text && JSON.parse(text) });
    });
    request.once("error", reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const REST = "/api/plaid/investments";

/** A run that `asked` is given and a worker works off, read on `other`. @param {number} asked @param {number} other */
async function runInBackground(asked, other) {
  const accepted = await ask(asked, `${REST}/refresh_all`, { body: {}, headers: { prefer: "respond-async" } });
  if (accepted.status !== 202) throw new Error(`refresh_all answers ${accepted.status}`);
  for (const deadline = Date.now() + WORK_DEADLINE_MS; Date.now() < deadline; await sleep(100)) {
    const { status, body } = await ask(other, `${REST}/refresh_runs/${accepted.body.run_id}`);
    if (status !== 200) throw new Error(`refresh_runs answers ${status}`);
    if (body.status === "done") return body;
  }
  throw new Error("no worker works off a run");
}

/** Links a login of the local Plaid on the one, refreshes it on the other. @param {number} port @param {number} other @param {string} plaidUrl */
async function linkAndRefresh(port, other, plaidUrl) {
  const user = { user_id: "ann" };
  const link = await ask(port, `${REST}/generate_link_token`, { body: user });
  expect(link.status === 200, `generate_link_token answers ${link.status}`);
  const login = { institution_id: "ins_900003", initial_products: ["investments"] };
  const created = await ask(Number(new URL(plaidUrl).port), "/sandbox/public_token/create", {
    body: { client_id: CREDENTIAL, secret: CREDENTIAL, ...login },
    headers: { host: new URL(plaidUrl).host },
  });
  const body = { ...user, public_token: created.body.public_token };
  const exchanged = await ask(port, `${REST}/exchange_public_token`, { body });
  expect(exchanged.status === 200, `exchange_public_token answers ${exchanged.status}`);
  const refreshed = await ask(other, `${REST}/refresh`, { body: { ...user, item_id: exchanged.body.item_id } });
  expect(refreshed.body.upserts?.holdings > 0, `refresh answers ${JSON.stringify(refreshed)}`);
}

/** @param {import("./observed-command.mjs").Command} command @param {string} name */
async function endInTime({ child, ended, output }, name) {
  const startedAt = Date.now();
  child.kill("SIGTERM");
  const code = await Promise.race([ended, sleep(END_DEADLINE_MS, "late", { ref: false })]);
  console.log(`${name} ended with ${code} after ${Date.now() - startedAt} ms`);
  expect(code === 0, `${name} ended with ${code} on SIGTERM:\n${output()}`);
}

/** @param {string} databaseUrl @param {string} text */
async function query(databaseUrl, text) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  return client.query(text).finally(() => client.end());
}

/** @param {string} databaseUrl */
const leases = async (databaseUrl) =>
  (await query(databaseUrl, "select item_id from item where lease_owner is not null")).rowCount;

/** @param {{ env: Record<string, string | undefined>, databaseUrl: string, plaidUrl: string, slowDown: () => Promise<unknown> }} install */
async function check({ env, databaseUrl, plaidUrl, slowDown }) {
  const npm = (/** @type {string} */ script, /** @type {RegExp} */ readyLine) =>
    startCommand(["run", "--silent", script], { cwd: PROJECT_DIR, env, readyLine, deadlineMs: START_DEADLINE_MS });
  const web = () => npm("web", /^plaid-investments web is ready on 127\.0\.0\.1, port (\d+)$/);
  const worker = () => npm("worker", /"worker ready"/);

  for (const start of [web, worker]) {
    const refusal = await start().then(() => "", String);
    expect(/ended with code 1:.*npm run migrate -- deploy/s.test(refusal), `no migrations, but: ${refusal}`);
  }
  const { code, output } = await runNode(["scripts/migrate.mjs", "deploy"], { cwd: PROJECT_DIR, env });
  if (code !== 0) throw new Error(output);

  const [firstWeb, secondWeb, firstWorker, secondWorker] = await Promise.all([web(), web(), worker(), worker()]);
  const [first, second] = [Number(firstWeb.ready), Number(secondWeb.ready)];
  await linkAndRefresh(first, second, plaidUrl);
  const run = await runInBackground(first, second);
  expect(run.summary.items === 1 && run.summary.holdings > 0, `the run says ${JSON.stringify(run)}`);

  await Promise.all([endInTime(firstWeb, "the first web"), endInTime(firstWorker, "the first worker")]);
  expect((await ask(second, "/api/ready")).status === 200, "the other web is not ready");
  await runInBackground(second, second);

  // Each of the two is asked to end in the middle of a refresh.
  await slowDown();
  await ask(second, `${REST}/refresh_all`, { body: {}, headers: { prefer: "respond-async" } });
  for (const deadline = Date.now() + WORK_DEADLINE_MS; (await leases(databaseUrl)) === 0; await sleep(50))
    if (Date.now() > deadline) throw new Error("no refresh began");
  await Promise.all([endInTime(secondWeb, "the second web"), endInTime(secondWorker, "the second worker")]);
  expect((await leases(databaseUrl)) === 0, "a lease was left behind");
}

async function main() {
  const log = console.log;
  await ensureInstalled(PROJECT_DIR, log);
  await ensurePrismaClient(PROJECT_DIR, log);
  await ensureBuild({ projectDir: PROJECT_DIR, distDir: DIST_DIR, log });
  const { acquire } = await import("./embedded-postgres.mjs");
  const dataDir = path.join(PROJECT_DIR, ".data", `check-processes-${process.pid}`);
  fs.mkdirSync(dataDir, { recursive: true });
  const database = await acquire({ dataDir, database: "custom" });
  const supervisor = createSupervisor({ projectDir: PROJECT_DIR, log, onFatal: (sentence) => problems.push(sentence) });
  try {
    const sandbox = describeSandbox({ dataDir, port: await anyPort(), controlPort: await anyPort() });
    const name = "the local Plaid";
    const settings = {
      PLAID_SANDBOX_PORT: String(sandbox.port),
      PLAID_SANDBOX_CONTROL_PORT: String(sandbox.controlPort),
      PLAID_SANDBOX_CONTROL_TOKEN: sandbox.controlToken,
    };
    supervisor.start({
      ...{ name, args: [path.join(bundleDirOf(PROJECT_DIR, DIST_DIR), "sandbox.mjs")] },
      ...{ env: { ...withoutSettings(), ...settings }, whenItEnds: "fatal", graceMs: 3000 },
    });
    await isListening(sandbox.port, name);
    await check({
      env: {
        ...withoutSettings(),
        ...{ PLAID_CLIENT_ID: CREDENTIAL, PLAID_SECRET: CREDENTIAL, PLAID_ENV: sandbox.url },
        ...{ APP_SECRET: Buffer.alloc(32, 1).toString("base64"), APP_URL: `http://${HOST}`, REST_ACCESS: "upstream" },
        ...{ DATABASE_URL: database.url, NEXT_DIST_DIR: DIST_DIR },
      },
      databaseUrl: database.url,
      plaidUrl: sandbox.url,
      slowDown: () =>
        ask(sandbox.controlPort, "/faults", {
          body: { fault: { path: "/investments/holdings/get", times: "always", kind: "delay", delayMs: 60_000 } },
          headers: { host: `127.0.0.1:${sandbox.controlPort}`, authorization: `Bearer ${sandbox.controlToken}` },
        }),
    });
  } finally {
    supervisor.refuse();
    await supervisor.stop("the local Plaid");
    const { stateDir } = database;
    await database.release();
    for (const command of leftRunning(stateDir)) problems.push(`left running: ${command}`);
    removeDataDir(dataDir);
  }
  for (const problem of problems) console.error(problem);
  console.log(`processes: ${problems.length} problems`);
  return problems.length > 0 ? 1 : 0;
}

process.exitCode = await main().catch((error) => {
  console.error(error);
  return 1;
});
