import { takeConsole } from "@/server/platform/console";
import { getEnv, isDevelopment, type Settings } from "@/server/platform/env";
import { getLogger } from "@/server/platform/log";
import { newRequestId } from "@/server/platform/request-id";
import { assertEnvironment, ForeignDatabaseError } from "@/server/services/platform/assert-environment";
import { createContext } from "@/server/services/runtime";

const CONFIGURATION_EXIT_CODE = 78;

/** Checks the settings and whose data the database holds; what is wrong is said in one sentence, and nothing is served. */
export async function startUp(): Promise<void> {
  const settings = readSettings();
  if (!isDevelopment()) takeConsole(getLogger());
  const ctx = await createContext({ actor: { kind: "service", keyId: null }, requestId: newRequestId() });
  await assertEnvironment(ctx).catch((error: unknown) => {
    if (error instanceof ForeignDatabaseError) return end(CONFIGURATION_EXIT_CODE, error.message);
    getLogger().error("start failed", { error });
    return end(1, "The database cannot be read: see DATABASE_URL");
  });
  const { mode, environment, restAccess, timeZone } = settings;
  getLogger().info("web started", { mode, environment, restAccess, timeZone, node: process.version });
  if (restAccess === "upstream")
    getLogger().warn("REST answers without a key: a gateway in front decides who may call it");
}

function readSettings(): Settings {
  try {
    return getEnv();
  } catch (error) {
    return end(CONFIGURATION_EXIT_CODE, error instanceof Error ? error.message : "The settings cannot be read");
  }
}

function end(exitCode: number, sentence: string): never {
  process.stderr.write(`plaid-investments: ${sentence}\n`);
  process.exit(exitCode);
}
