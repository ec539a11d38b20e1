import { randomUUID } from "node:crypto";
import { getEnv } from "@/server/platform/env";
import { createLogger } from "@/server/platform/log";
import { NO_JOBS } from "@/server/queue/enqueue";
import { closeRuntime, createRuntime, toContext } from "@/server/services/runtime";
import { CommandError, runApiKeysCommand } from "./api-keys-command";

// Its own process, run by `npm run keys`.

async function main(): Promise<void> {
  const runtime = createRuntime(getEnv(), createLogger({ level: "error" }));
  const ctx = toContext(runtime, { queue: NO_JOBS, actor: { kind: "operator" }, requestId: randomUUID() });
  try {
    const { out, note } = await runApiKeysCommand(ctx, process.argv.slice(2));
    if (out !== "") console.log(out);
    console.error(note);
  } finally {
    await closeRuntime(runtime);
  }
}

main().catch((error: Error) => {
  console.error(error instanceof CommandError ? error.message : `plaid-investments: ${error.message}`);
  process.exitCode = error instanceof CommandError ? 2 : 1;
});
