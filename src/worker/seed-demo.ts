import { randomUUID } from "node:crypto";
import { getEnv } from "@/server/platform/env";
import { createLogger } from "@/server/platform/log";
import { NO_JOBS } from "@/server/queue/enqueue";
import type { ServiceContext } from "@/server/services/context";
import { seedDemo } from "@/server/services/demo/seed-demo";
import { closeRuntime, createRuntime, toContext } from "@/server/services/runtime";

// Its own process, run once by the start script before the app opens. Lines on stdout are its progress.

const DEMO_USER = "demo";
/** A brokerage and a retirement provider; the others are there to be linked. */
const INSTITUTIONS = ["ins_109508", "ins_900002"];
const DAYS = 180;
const REPORT_EVERY_DAYS = 30;

const env = getEnv();
const control = env.mode === "demo" ? env.sandboxControl : null;

async function setSandboxClock(instant: Date | null): Promise<void> {
  if (!control) throw new Error("only the demo can be seeded");
  const response = await fetch(new URL("/clock", control.url), {
    method: "POST",
    headers: { authorization: `Bearer ${control.token}`, "content-type": "application/json" },
    body: JSON.stringify({ instant }),
  });
  if (!response.ok) throw new Error(`the local Plaid did not take the clock: ${response.status}`);
}

async function main(): Promise<void> {
  const runtime = createRuntime(env, createLogger({ level: "error" }));
  const contextAt = async (instant: Date | null, actor: ServiceContext["actor"]) => {
    await setSandboxClock(instant);
    const clock = { now: () => instant ?? new Date() };
    return toContext(runtime, {
      queue: NO_JOBS, // what a job would do later, the seed does at once
      actor,
      requestId: randomUUID(),
      clock,
    });
  };
  try {
    await seedDemo({
      userId: DEMO_USER,
      institutionIds: INSTITUTIONS,
      days: DAYS,
      contextAt,
      onProgress: (day, done, total) => {
        if (done % REPORT_EVERY_DAYS === 0) console.log(`demo portfolio: ${day}, day ${done} of ${total}`);
      },
    });
  } finally {
    await closeRuntime(runtime);
  }
}

main().catch((error: Error) => {
  console.error(`the demo portfolio could not be made: ${error.message}`);
  process.exit(1);
});
