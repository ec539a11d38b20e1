// The install's database for a command of its operator: settings as `npm start` reads them, the embedded database started
// for the time of the command where it does not run.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { databaseFailure } from "./database-failure.mjs";
import { acquire } from "./embedded-postgres.mjs";
import { resolveEnvironment } from "./env.mjs";
import { loadEnvironment } from "./env-file.mjs";
import { Failure } from "./failure.mjs";
import { isDeployed } from "./migration-state.mjs";

const PROJECT_DIR = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/**
 * @template Result
 * @param {(install: { databaseUrl: string, settings: import("./env.mjs").Settings, projectDir: string }) => Promise<Result>} work
 *   `databaseUrl` leads past a pooler
 * @returns {Promise<Result>}
 */
export async function withOperatorDatabase(work) {
  const settings = resolveEnvironment(loadEnvironment(PROJECT_DIR, process.env), { projectDir: PROJECT_DIR });
  const { environment, dataDir, databaseDirectUrl } = settings;
  const embedded = databaseDirectUrl ? null : await acquire({ dataDir, database: environment });
  try {
    const databaseUrl = databaseDirectUrl ?? embedded?.url ?? "";
    if (!(await isDeployed({ databaseUrl, environment, prismaDir: path.join(PROJECT_DIR, "prisma") })))
      throw new Failure(
        "the database is not that of this version: npm start, or npm run migrate -- deploy, brings it up to date",
      );
    return await work({ databaseUrl, settings, projectDir: PROJECT_DIR });
  } catch (error) {
    throw databaseFailure(error);
  } finally {
    await embedded?.release();
  }
}
