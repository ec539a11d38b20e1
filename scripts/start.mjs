// `npm start` and `npm run dev`: from a clean clone to a running app, and back to nothing. Only `node:` modules and files
// that import nothing else until the dependencies are there.
import path from "node:path";
import { demoSecret, prepareDataDir } from "./data-dir.mjs";
import { Failure, writing } from "./failure.mjs";
import { tryLock } from "./file-lock.mjs";
import {
  chooseAppPort,
  endTogether,
  launch,
  log,
  PROJECT_DIR,
  prepareBuild,
  readSettings,
  start,
  startApp,
  tellReady,
  undo,
} from "./launcher.mjs";
import { openDatabase } from "./open-database.mjs";
import { anyPort, choosePort } from "./ports.mjs";
import { isListening } from "./readiness.mjs";
import { describeProcesses, describeSandbox } from "./stack.mjs";

const isDev = process.argv.includes("--dev");

/** One start per data folder. @param {string} dataDir */
function claim(dataDir) {
  const lock = writing(dataDir, "cannot be written (DATA_DIR)", () => tryLock(path.join(dataDir, "running.lock")));
  if (!("release" in lock))
    throw new Failure(
      lock.note ? `it runs already in this folder: ${lock.note}` : "it is being started in this folder already",
    );
  undo.push(() => lock.release());
  return lock;
}

/** @param {import("./env.mjs").DemoSettings} settings @param {number} appPort */
async function placeSandbox({ dataDir, sandboxPort, isSandboxPortGiven }, appPort) {
  const { port, release } = await choosePort({
    port: sandboxPort,
    isGiven: isSandboxPortGiven,
    variable: "PLAID_SANDBOX_PORT",
    hosts: ["127.0.0.1"],
    avoid: [appPort],
  });
  undo.push(release);
  return describeSandbox({ dataDir, port, controlPort: await anyPort() });
}

launch(async () => {
  const { env, settings, distDir } = readSettings();
  prepareDataDir(settings.dataDir);
  const claimed = claim(settings.dataDir);
  const port = await chooseAppPort(settings);
  await prepareBuild({ distDir, isDev });

  const { databaseUrl, isDatabaseOurs } = await openDatabase({ projectDir: PROJECT_DIR, settings, env, log, undo });
  const appSecret =
    settings.mode === "demo" && settings.appSecrets.length === 0
      ? demoSecret(settings.dataDir)
      : (env.APP_SECRET ?? "");
  const sandbox = settings.mode === "demo" ? await placeSandbox(settings, port) : null;
  const specs = describeProcesses({
    projectDir: PROJECT_DIR,
    distDir,
    isDev,
    facts: { settings, env, port, databaseUrl, appSecret, isDatabaseOurs, sandbox },
  });

  if (specs.sandbox && sandbox) {
    log("starting the local Plaid");
    start(specs.sandbox);
    await isListening(sandbox.port, specs.sandbox.name);
  }
  // Alone: it lives through days long past, and what anybody refreshed meanwhile would be of a day that is yet to come.
  const seeded = specs.seed ? await start({ ...specs.seed, toLine: (line) => `- ${line}` }).ended : 0;
  if (seeded !== 0) throw new Failure(`the demo's data could not be made (code ${seeded})`, seeded);
  await startApp(specs.web, { settings, port, isDev });
  log("starting the worker");
  start(specs.worker);
  endTogether(specs.web, specs.worker);

  const address = settings.appUrl ?? `http://localhost:${port}`;
  const places = sandbox ? [`the local Plaid listens at ${sandbox.url}`] : [];
  tellReady(...places, `plaid-investments is ready: ${address}`);
  claimed.setNote(address);
});
