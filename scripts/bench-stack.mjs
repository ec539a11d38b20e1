// The built web process, the local Plaid and the database, and no worker until one is asked for: nothing but what is measured
// is at work.
import { createSupervisor } from "./children.mjs";
import { demoSecret } from "./data-dir.mjs";
import { resolveEnvironment } from "./env.mjs";
import { Failure } from "./failure.mjs";
import { openDatabase } from "./open-database.mjs";
import { anyPort } from "./ports.mjs";
import { appIsReady, isListening } from "./readiness.mjs";
import { describeProcesses, describeSandbox } from "./stack.mjs";

/**
 * @param {{ projectDir: string, distDir: string, dataDir: string, env: Record<string, string | undefined>, log: (line: string) => void }} input
 * @param {(step: () => unknown) => void} onEnd is given what must be undone
 * @param {(sentence: string) => void} onFatal is told when the app goes down
 */
export async function startStack({ projectDir, distDir, dataDir, env, log }, onEnd, onFatal) {
  const settings = resolveEnvironment({ ...env, DATA_DIR: dataDir, LOG_LEVEL: "error" }, { projectDir });
  const { host } = settings;
  /** @type {(() => unknown)[]} */
  const undo = [];
  onEnd(async () => {
    for (const step of undo) await step();
  });
  const { databaseUrl } = await openDatabase({ projectDir, settings, env, log, undo });
  const supervisor = createSupervisor({ projectDir, log: () => {}, onFatal });
  const port = await anyPort();
  const sandbox = describeSandbox({ dataDir, port: await anyPort(), controlPort: await anyPort() });
  const specs = describeProcesses({
    projectDir,
    distDir,
    isDev: false,
    facts: {
      settings,
      env: { ...env, LOG_LEVEL: "error" },
      port,
      databaseUrl,
      appSecret: demoSecret(dataDir),
      isDatabaseOurs: true,
      sandbox,
    },
  });
  if (!specs.sandbox) throw new Failure("the bench needs the demo's local Plaid");
  const start = (/** @type {import("./children.mjs").ChildSpec} */ spec) => {
    onEnd(() => supervisor.stop(spec.name));
    return supervisor.start({ ...spec, toLine: (line) => (/"level":"?(error|50)/.test(line) ? line : null) });
  };
  start(specs.sandbox);
  const web = start(specs.web);
  onEnd(() => supervisor.refuse());
  await isListening(sandbox.port, specs.sandbox.name);
  await appIsReady({ host, port, appUrl: null, deadlineMs: 60_000 });
  /** @type {string[]} */
  const workers = [];
  return {
    /** Lets the demo live through its half year, as the first `npm start` does. */
    seedDemo: async () => {
      const { seed } = specs;
      if (!seed || (await start(seed).ended) !== 0) throw new Failure("the demo's data could not be made");
    },
    startWorker: async () => {
      const name = `worker ${workers.length + 1}`;
      workers.push(name);
      start({ ...specs.worker, name });
    },
    stopWorkers: () => Promise.all(workers.splice(0).map((name) => supervisor.stop(name))),
    url: `http://127.0.0.1:${port}`,
    webPid: web.child.pid ?? 0,
    sandbox,
    databaseUrl,
  };
}
