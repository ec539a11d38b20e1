// The install that `npm run keys` is about: its settings, its database, and the app's own services on them.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ensurePrismaClient } from "./build.mjs";
import { appSecretFile } from "./data-dir.mjs";
import { resolveEnvironment } from "./env.mjs";
import { loadEnvironment } from "./env-file.mjs";
import { Failure } from "./failure.mjs";
import { withOperatorDatabase } from "./operator-database.mjs";

const PROJECT_DIR = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** @typedef {import("@/worker/keys.ts")} Services */

/** Settings of the install; in a demo whose secret was made for it, that secret's file. */
export function readInstall() {
  const env = loadEnvironment(PROJECT_DIR, process.env);
  const given = resolveEnvironment(env, { projectDir: PROJECT_DIR });
  const ownFile = given.appSecrets.length === 0 ? appSecretFile(given.dataDir) : null;
  if (ownFile === null) return { env, settings: given, ownFile };
  const withSecret = { ...env, APP_SECRET: `file:${ownFile}` };
  try {
    return { env: withSecret, settings: resolveEnvironment(withSecret, { projectDir: PROJECT_DIR }), ownFile };
  } catch {
    throw new Failure(`there is no secret in ${given.dataDir} yet: \`npm start\` makes it`);
  }
}

/**
 * Runs `work` with the services. They read the environment of this process, once.
 * @template T
 * @param {ReturnType<typeof readInstall>} install
 * @param {(services: Services) => Promise<T>} work
 * @returns {Promise<T>}
 */
export function withServices({ env, settings }, work) {
  return withOperatorDatabase(async ({ databaseUrl, projectDir }) => {
    await ensurePrismaClient(projectDir, (line) => console.error(`- ${line}`));
    Object.assign(process.env, env, {
      DATABASE_URL: settings.databaseUrl ?? databaseUrl,
      DATABASE_DIRECT_URL: databaseUrl,
      DATA_DIR: settings.dataDir,
      // Nobody is asked there: what needs Plaid is refused in the demo.
      ...(settings.mode === "demo" && { PLAID_SANDBOX_URL: `http://127.0.0.1:${settings.sandboxPort}` }),
    });
    return work(await import("@/worker/keys.ts"));
  });
}
