// API keys at the command line: list, create, revoke. The work is the app's own, in a process that reads its sources.
import { spawn } from "node:child_process";
import { ensurePrismaClient } from "./build.mjs";
import { demoSecret, prepareDataDir } from "./data-dir.mjs";
import { loadEnvironment } from "./env-file.mjs";
import { withOperatorDatabase } from "./operator-database.mjs";

const PROGRAM = ["--conditions=react-server", "--import", "tsx", "src/worker/manage-api-keys.ts"];

/** @param {string[]} argv @returns {Promise<number>} */
export async function manageApiKeys(argv) {
  return withOperatorDatabase(async ({ databaseUrl, settings, projectDir }) => {
    await ensurePrismaClient(projectDir, (line) => console.error(`- ${line}`));
    const env = {
      ...loadEnvironment(projectDir, process.env),
      DATABASE_URL: databaseUrl,
      DATABASE_DIRECT_URL: databaseUrl,
    };
    const child = spawn(process.execPath, [...PROGRAM, ...argv], {
      cwd: projectDir,
      env: { ...env, ...(settings.mode === "demo" ? ofDemo(settings) : {}) },
      stdio: "inherit",
    });
    return new Promise((resolve, reject) => child.once("error", reject).once("close", (code) => resolve(code ?? 1)));
  });
}

/** What the start script gives the demo's processes. @param {import("./env.mjs").DemoSettings} settings */
function ofDemo({ dataDir, appSecrets, sandboxPort }) {
  prepareDataDir(dataDir);
  return {
    PLAID_SANDBOX_URL: `http://127.0.0.1:${sandboxPort}`, // nothing is asked of it
    ...(appSecrets.length === 0 ? { APP_SECRET: demoSecret(dataDir) } : {}),
  };
}
