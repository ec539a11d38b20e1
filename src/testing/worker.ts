import { randomUUID } from "node:crypto";
import { afterAll } from "vitest";
import { getEnv } from "@/server/platform/env";
import { createLogger } from "@/server/platform/log";
import { startJobRunner } from "@/server/queue/runner";
import { closeRuntime, createRuntime } from "@/server/services/runtime";
import { createHandlers } from "@/worker/handlers";

/** Works off the jobs of the calling test file's install, as a worker process does. Call it after the install is there. */
export async function startTestWorker(): Promise<void> {
  const runtime = createRuntime(getEnv(), createLogger({ level: "error", write: () => {} }));
  const runner = await startJobRunner({
    databaseUrl: getEnv().databaseDirectUrl ?? "",
    handlers: (queue) => createHandlers({ runtime, queue, newRequestId: randomUUID }),
    onError: () => {},
    sideBySide: getEnv().workerRefreshes,
    stopTimeoutMs: 5_000,
  });
  afterAll(async () => {
    await runner.stop();
    await closeRuntime(runtime);
  });
}
