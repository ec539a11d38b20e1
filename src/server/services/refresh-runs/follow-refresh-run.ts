import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { RefreshRunProgress } from "@/contracts/refresh-history";
import { AppError } from "@/domain/errors";
import type { RefreshRunId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { findRunConcerning } from "@/server/db/refresh-history";
import { stoppingSignal } from "@/server/platform/stopping";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { requirePlace } from "@/server/services/limits";
import { toRunProgress } from "./to-run-progress";

const READ_EVERY_MS = 500;

/**
 * A run as it goes on: first the whole of it, then its news, at most twice a second, until it is done. Nothing is held between two
 * reads; one that fails is made up for by the next. Who follows anew after a break begins with the whole again and misses nothing.
 * Shapes: of the news, `items` are those that have changed.
 * Errors: REFRESH_RUN_NOT_FOUND, also for somebody else's run; RATE_LIMITED when the user follows too many at a time. AbortError as soon as `signal` says that the caller is gone, or the
 * process is to stop: neither is the end of the run.
 */
export async function followRefreshRun(
  ctx: ServiceContext,
  input: { userId: string; runId: string; signal: AbortSignal | undefined },
): Promise<AsyncGenerator<RefreshRunProgress, void>> {
  const userId = authorizeUser(ctx, input.userId);
  const read = async () => {
    const run = await findRunConcerning(sqlOf(ctx.db), input.runId as RefreshRunId, userId);
    if (!run) throw new AppError("REFRESH_RUN_NOT_FOUND");
    return toRunProgress(run);
  };
  const signal = AbortSignal.any([stoppingSignal(), ...(input.signal ? [input.signal] : [])]);
  const run = await read();
  const leave = requirePlace(ctx.limits.streams, userId);
  // Also where nobody ever asks for the first of the news.
  signal.addEventListener("abort", leave, { once: true });
  return untilEnd(
    newsOf(run, () => read().catch((error) => passOver(ctx, error)), signal),
    leave,
  );
}

async function* untilEnd<News>(news: AsyncGenerator<News, void>, end: () => void): AsyncGenerator<News, void> {
  try {
    yield* news;
  } finally {
    end();
  }
}

async function* newsOf(
  run: RefreshRunProgress,
  read: () => Promise<RefreshRunProgress | null>,
  signal: AbortSignal,
): AsyncGenerator<RefreshRunProgress, void> {
  yield run;
  for (let known = run; known.status !== "done"; ) {
    await sleep(READ_EVERY_MS, undefined, { signal });
    const now = await read();
    if (now === null || isDeepStrictEqual(now, known)) continue;
    const { items } = known;
    known = now;
    yield { ...now, items: now.items.filter((item) => !items.some((other) => isDeepStrictEqual(item, other))) };
  }
}

/** A database that is away for a moment ends nothing; a run that is gone does. */
function passOver(ctx: ServiceContext, error: unknown): null {
  if (error instanceof AppError) throw error;
  ctx.log.warn("refresh run not read", { error });
  return null;
}
