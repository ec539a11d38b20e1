// The built web process, the local Plaid and the database, without a worker: nothing but what is measured is at work.
import { bundleDirOf } from "./build.mjs";
import { createSupervisor } from "./children.mjs";
import { demoSecret } from "./data-dir.mjs";
import { acquire } from "./embedded-postgres.mjs";
import { resolveEnvironment } from "./env.mjs";
import { Failure } from "./failure.mjs";
import { anyPort } from "./ports.mjs";
import { appIsReady, isListening } from "./readiness.mjs";
import { describeProcesses, describeSandbox } from "./stack.mjs";

/**
 * @param {{ projectDir: string, distDir: string, dataDir: string, env: Record<string, string | undefined> }} input
 * @param {(step: () => unknown) => void} onEnd is given what must be undone
 * @param {(sentence: string) => void} onFatal is told when the app goes down
 */
export async function startStack({ projectDir, distDir, dataDir, env }, onEnd, onFatal) {
  const settings = resolveEnvironment({ ...env, DATA_DIR: dataDir, LOG_LEVEL: "error" }, { projectDir });
  const { host } = settings;
  const database = await acquire({ dataDir, database: settings.environment });
  onEnd(() => database.release());
  const supervisor = createSupervisor({ projectDir, log: () => {}, onFatal });
  const port = await anyPort();
  const sandbox = describeSandbox({ dataDir, port: await anyPort(), controlPort: await anyPort() });
  const specs = describeProcesses({
    projectDir,
    bundleDir: bundleDirOf(projectDir, distDir),
    distDir,
    isDev: false,
    facts: {
      settings,
      env: { ...env, LOG_LEVEL: "error" },
      port,
      databaseUrl: database.url,
      appSecret: demoSecret(dataDir),
      isDatabaseOurs: true,
      sandbox,
    },
  });
  if (!specs.sandbox) throw new Failure("the bench needs the demo's local Plaid");
  for (const spec of [specs.sandbox, specs.web]) {
    supervisor.start({ ...spec, toLine: (line) => (/"level":"?(error|50)/.test(line) ? line : null) });
    onEnd(() => supervisor.stop(spec.name));
  }
  onEnd(() => supervisor.refuse());
  await isListening(sandbox.port, specs.sandbox.name);
  await appIsReady({ host, port, appUrl: null, deadlineMs: 60_000 });
  return { url: `http://127.0.0.1:${port}`, sandbox, databaseUrl: database.url, stateDir: database.stateDir };
}
