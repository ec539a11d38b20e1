import { sqlOf } from "@/server/db/client";
import { isSessionLive } from "@/server/db/dashboard-sessions";
import type { SignIn } from "@/server/services/account/require-session";
import type { ServiceContext } from "@/server/services/context";

const LOOK_EVERY_MS = 5_000;

/**
 * A stream that ends with its session: a request is asked once who sends it, and what it opened may go on for minutes. `open` is
 * given the signal at which it is to end: the caller's own, or that the session is over. Without accounts, in the demo, the caller's.
 */
export async function whileSignedIn<T>(
  ctx: ServiceContext,
  { signIn, signal }: { signIn: SignIn | null; signal: AbortSignal | undefined },
  open: (signal: AbortSignal | undefined) => Promise<AsyncGenerator<T, void>>,
): Promise<AsyncGenerator<T, void>> {
  if (!signIn) return open(signal);
  const over = new AbortController();
  const stream = await open(AbortSignal.any([over.signal, ...(signal ? [signal] : [])]));
  return watched(stream, async () => {
    if (!(await isSessionLive(sqlOf(ctx.db), signIn.sessionId, ctx.clock.now()))) over.abort();
  });
}

async function* watched<T>(stream: AsyncGenerator<T, void>, look: () => Promise<void>): AsyncGenerator<T, void> {
  // A database that is away for a moment ends no session; the next look tells.
  const timer = setInterval(() => void look().catch(() => {}), LOOK_EVERY_MS);
  try {
    yield* stream;
  } finally {
    clearInterval(timer);
  }
}
