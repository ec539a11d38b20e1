import { randomUUID } from "node:crypto";
import { takeConsole } from "@/server/platform/console";
import { getEnv, isDevelopment } from "@/server/platform/env";
import { getLogger } from "@/server/platform/log";
import { askToStop, cutOff } from "@/server/platform/stopping";
import { startJobRunner } from "@/server/queue/runner";
import { assertEnvironment, ForeignDatabaseError } from "@/server/services/platform/assert-environment";
import { closeRuntime, createRuntime } from "@/server/services/runtime";
import { createHandlers } from "./handlers";
import { startHousekeeping } from "./housekeeping";

/** From SIGTERM on: jobs that still run are cut short, and leave no lease behind, … */
const WORK_GRACE_MS = 8_000;
/** … and the process ends, whatever there is. */
const LAST_MS = 14_000;
/** EX_CONFIG of sysexits: starting again will not help. */
const EXIT_CONFIGURATION = 78;

const log = getLogger();
const env = getEnv();
if (!isDevelopment()) takeConsole(log);
const runtime = createRuntime(env, log);

async function start(): Promise<void> {
  await assertEnvironment(runtime);
  const runner = await startJobRunner({
    databaseUrl: env.databaseDirectUrl ?? env.databaseUrl ?? "",
    handlers: (queue) => createHandlers({ runtime, queue, newRequestId: randomUUID }),
    onError: (error) => log.warn("queue", { error }),
    sideBySide: env.workerRefreshes,
    stopTimeoutMs: LAST_MS,
  });
  const housekeeping = startHousekeeping(runtime, runner.queue);
  log.info("worker ready");

  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    askToStop();
    housekeeping.stop();
    setTimeout(cutOff, WORK_GRACE_MS);
    await runner.stop();
    await closeRuntime(runtime);
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

start().catch((error) => {
  log.error("worker could not start", { error });
  process.exit(error instanceof ForeignDatabaseError ? EXIT_CONFIGURATION : 1);
});
