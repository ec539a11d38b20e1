import { initTRPC } from "@trpc/server";
import { AppError, type ErrorCode } from "@/domain/errors";
import { onBehalfOf } from "@/server/auth/password-hash";
import { failureFields, failureLevel } from "@/server/http/boundary";
import { providerCodeOf, textOf } from "@/server/http/respond";
import { getLogger } from "@/server/platform/log";
import { requireAllowed } from "@/server/services/limits";
import type { TrpcContext } from "./context";
import { toAppError, toTrpcError } from "./failures";

/** `failure` names an unexpected error of the procedure. */
type ProcedureMeta = { readonly failure: ErrorCode };

/** What a stream says while there are no news, for whoever stands in between; the browser opens a silent one anew. */
const SSE = { ping: { enabled: true, intervalMs: 10_000 }, client: { reconnectAfterInactivityMs: 30_000 } };

const t = initTRPC
  .context<TrpcContext>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    sse: SSE,
    /** The exact text of the error table and what a screen needs to know of it; never a stack or a message of anyone else. */
    errorFormatter({ shape, error, ctx }) {
      const failure = toAppError(error, "INTERNAL");
      return {
        code: shape.code,
        message: textOf(failure),
        data: {
          code: shape.data.code,
          httpStatus: shape.data.httpStatus,
          appCode: failure.code,
          plaidErrorCode: providerCodeOf(failure),
          requestId: ctx?.requestId ?? null,
        },
      };
    },
  });

/** Gives every failure its one form, and writes the procedure's line in the log: the only place where its error is told. */
const withFailures = t.middleware(async ({ next, ctx, meta, path }) => {
  const startedAt = performance.now();
  const result = await next();
  const durationMs = Math.round(performance.now() - startedAt);
  const line = { requestId: ctx.requestId, procedure: path, durationMs };
  if (result.ok) {
    getLogger().debug("procedure", line);
    return result;
  }
  const failure = toAppError(result.error, meta?.failure ?? "INTERNAL");
  getLogger()[failureLevel(failure)]("procedure", { ...line, ...failureFields(failure) });
  throw toTrpcError(failure);
});

const withSession = t.middleware(({ next, ctx }) => {
  if (!ctx.session) throw new AppError("UNAUTHORIZED");
  return next({ ctx: ctx.session });
});

/** Of the demo as much is asked as its machine can answer. */
const withLimits = t.middleware(({ next, ctx: { session }, type }) => {
  if (session?.signIn) {
    const { calls, changes } = session.service.limits;
    requireAllowed(calls.take(session.userId, performance.now()));
    if (type === "mutation") requireAllowed(changes.take(session.userId, performance.now()));
  }
  return next();
});

const withSignIn = t.middleware(({ next, ctx }) => {
  const signIn = ctx.session?.signIn;
  if (!signIn) throw new AppError("FORBIDDEN");
  return onBehalfOf(ctx.session?.userId ?? "", () => next({ ctx: { signIn } }));
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** For signed-in users alone; nothing of the input is read before that is known. */
export const userProcedure = t.procedure.use(withFailures).use(withLimits).use(withSession);

/** For whoever has signed in to an account: the demo's user has none. */
export const accountProcedure = userProcedure.use(withSignIn);
