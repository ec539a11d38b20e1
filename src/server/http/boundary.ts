import { ERROR_TABLE } from "@/contracts/errors";
import { AppError, type ErrorCode } from "@/domain/errors";
import { getEnv } from "@/server/platform/env";
import { getLogger } from "@/server/platform/log";
import { requestIdFrom } from "@/server/platform/request-id";
import { DATA_POLICY } from "./csp";
import { refuseCall } from "./edge";
import { errorResponse, providerCodeOf } from "./respond";
import { securityHeaders } from "./security-headers";
import { warnOfUnknownProxy } from "./unknown-proxy";

export const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
export type Method = (typeof METHODS)[number];

export type RouteHandler = (request: Request) => Promise<Response>;
/** One handler for each method that a route module can export; the ones that are not allowed answer 405. */
export type RouteHandlers = Record<Method, RouteHandler>;

export type Boundary<Caller> = {
  /** The route's path as the log names it, with `{names}` for its variable parts. */
  readonly route: string;
  readonly methods: readonly Method[];
  /** Who is asking, decided before anything of the request is read; what it adds to `answerHeaders` is sent whatever follows. Errors: UNAUTHORIZED. */
  readonly identify: (arrival: Arrival) => Promise<Caller>;
  /** What an unexpected failure is called. */
  readonly failure: ErrorCode;
  /** For probes, which come every few seconds: a success is told on level debug only. */
  readonly isProbe?: boolean;
};

export type Arrival = {
  readonly request: Request;
  readonly requestId: string;
  readonly answerHeaders: Headers;
  /** What the line in the log tells besides; never a secret. */
  readonly logFields: Record<string, string>;
};
export type Call<Caller> = { readonly request: Request; readonly requestId: string; readonly caller: Caller };

/**
 * Stands in front of a handler: whom the request is addressed to and comes from, who is asking, then the method, then the handler;
 * failures in their one form, a request id and the headers of all answers on every answer, and one line in the log. What is
 * plainly below /api meets nothing else before it (src/proxy.ts). An unexpected error is on that line, with its cause.
 */
export function withBoundary<Caller>(
  boundary: Boundary<Caller>,
  answer: (call: Call<Caller>) => Promise<Response>,
): RouteHandlers {
  async function pass(arrival: Arrival): Promise<Response> {
    const { request, requestId } = arrival;
    const refused = refuseCall(request.headers, getEnv().appUrl);
    if (refused) throw refused;
    const caller = await boundary.identify(arrival);
    if (!boundary.methods.some((method) => method === request.method)) throw new AppError("METHOD_NOT_ALLOWED");
    return answer({ request, requestId, caller });
  }

  async function handle(request: Request): Promise<Response> {
    const { mode, trustProxyHops } = getEnv();
    if (mode === "live") warnOfUnknownProxy(request.headers, trustProxyHops, getLogger().warn);
    const requestId = requestIdFrom(request.headers.get("x-request-id"));
    const startedAt = performance.now();
    const answerHeaders = new Headers({
      ...securityHeaders(mode),
      "content-security-policy": DATA_POLICY,
      "x-request-id": requestId,
    });
    const logFields: Record<string, string> = {};
    const outcome = await pass({ request, requestId, answerHeaders, logFields }).catch((thrown: unknown) =>
      toAppError(thrown, boundary.failure),
    );
    const response = outcome instanceof AppError ? refuse(outcome, boundary.methods) : outcome;
    answerHeaders.forEach((value, name) => void response.headers.set(name, value));
    // A handler that answers a failure by itself has told why.
    const success = boundary.isProbe && response.ok ? "debug" : "info";
    const level = outcome instanceof AppError ? failureLevel(outcome) : success;
    getLogger()[level]("request", {
      requestId,
      method: request.method,
      route: boundary.route,
      status: response.status,
      durationMs: Math.round(performance.now() - startedAt),
      ...logFields,
      ...(outcome instanceof AppError ? failureFields(outcome) : {}),
    });
    return response;
  }

  return Object.fromEntries(METHODS.map((method) => [method, handle])) as RouteHandlers;
}

function toAppError(thrown: unknown, failure: ErrorCode): AppError {
  return thrown instanceof AppError ? thrown : new AppError(failure, { cause: thrown });
}

function refuse(error: AppError, methods: readonly Method[]): Response {
  return errorResponse(error, error.code === "METHOD_NOT_ALLOWED" ? { allow: methods.join(", ") } : {});
}

/** Refusals of requests, and of more at a time than can be done: what is to be tried again is none of the errors to look into. */
function isExpected(error: AppError): boolean {
  return ERROR_TABLE[error.code].http < 500 || error.retryAfterSeconds !== null;
}

/** The level on which a failure's line is told: whatever somebody outside can bring about at will is no warning. */
export function failureLevel(error: AppError): "info" | "error" {
  return isExpected(error) ? "info" : "error";
}

/** The error itself only where nobody expected it: the refusals of bad requests need no stack. */
export function failureFields(error: AppError): Record<string, unknown> {
  return {
    code: error.code,
    plaidErrorCode: providerCodeOf(error) ?? undefined,
    error: isExpected(error) ? undefined : error,
  };
}
