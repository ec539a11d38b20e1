// `npm run web` and `npm run worker`: one process of a live install whose others run elsewhere, on this machine or on
// another. They meet in the database of DATABASE_URL, which `npm run migrate -- deploy` has brought in step.
import path from "node:path";
import { ConfigurationError } from "./env.mjs";
import { Failure } from "./failure.mjs";
import {
  chooseAppPort,
  launch,
  log,
  PROJECT_DIR,
  prepareBuild,
  readSettings,
  start,
  startApp,
  tellReady,
} from "./launcher.mjs";
import { describeProcesses } from "./stack.mjs";

const kind = process.argv[2];

launch(async () => {
  if (kind !== "web" && kind !== "worker") throw new Failure("npm run web | npm run worker", 2);
  const { env, settings, distDir } = readSettings();
  if (settings.mode === "demo")
    throw new ConfigurationError(`\`npm run ${kind}\` needs Plaid keys: the demo is started by \`npm start\` alone`, [
      "PLAID_CLIENT_ID",
      "PLAID_SECRET",
    ]);
  const { databaseUrl, databaseDirectUrl, environment } = settings;
  if (!databaseUrl || !databaseDirectUrl)
    throw new ConfigurationError(
      `DATABASE_URL is missing: \`npm run ${kind}\` joins others in a PostgreSQL of yours, \`npm start\` brings its own`,
      ["DATABASE_URL"],
    );

  const port = kind === "web" ? await chooseAppPort(settings) : settings.port;
  await prepareBuild({ distDir });
  // Only now: it needs what `npm ci` installs.
  const { requireDeployed } = await import("./migration-state.mjs");
  const prismaDir = path.join(PROJECT_DIR, "prisma");
  await requireDeployed({ databaseUrl: databaseDirectUrl, environment, prismaDir });

  const specs = describeProcesses({
    projectDir: PROJECT_DIR,
    distDir,
    isDev: false,
    facts: {
      ...{ settings, env, port, databaseUrl },
      ...{ appSecret: env.APP_SECRET ?? "", isDatabaseOurs: false, sandbox: null },
    },
  });
  if (kind === "web") {
    await startApp(specs.web, { settings, port });
    tellReady(`plaid-investments web is ready on ${settings.host}, port ${port}`);
  } else {
    log("starting the worker");
    start(specs.worker);
    tellReady(); // it says so itself, in the log
  }
});
