import type { PlaidApi } from "plaid";
import type * as z from "zod";
import { isProviderErrorCode, ProviderError, type ProviderFailure } from "@/domain/errors";
import { isRateLimit } from "@/domain/plaid-errors";
import type { AccessToken } from "./access-token";
import { AnswerError } from "./answer-error";
import { isTransient, MAX_TRIES, pauseAfter } from "./backoff";
import { FRESH_CONNECTION, type GatewayParts, openGateway, type PlaidGateway } from "./client";
import type { CallOptions, Deadline } from "./deadline";
import { failureOf, readFailure, safeRequestId, transportFailure } from "./failure";
import { parseAnswer } from "./parse-answer";

const MEBIBYTE = 1_048_576;
const MAX_BYTES = { data: 64 * MEBIBYTE, small: 4 * MEBIBYTE };
const INTERACTIVE_CALL_MS = 20_000;
const BACKGROUND_CALL_MS = 60_000;

type RequestSettings = { readonly timeout: number; readonly signal: AbortSignal; readonly maxContentLength: number };

type RawAnswer = { readonly status: number; readonly data: unknown };

type Maybe<T> = T | null | undefined;

/** What the answers of Plaid have in common. */
type AnyAnswer = {
  request_id?: Maybe<string>;
  item?: Maybe<{ error?: Maybe<{ error_type?: Maybe<string>; error_code?: Maybe<string> }> }>;
};

/** One endpoint: how it is asked, what its answer looks like, and what that means in the domain. */
export type PlaidCall<Wire extends AnyAnswer, Result> = {
  readonly path: string;
  /** The Item that it is about, for the limits that Plaid sets for each. */
  readonly item?: AccessToken;
  readonly send: (api: PlaidApi, settings: RequestSettings) => Promise<RawAnswer>;
  readonly schema: z.ZodType<Wire>;
  /** Errors: AnswerError. */
  readonly toDomain: (answer: Wire, requestId: string | null) => Result;
  /** Whether asking twice does no harm; only then is a transient failure answered by another try. */
  readonly isRepeatable: boolean;
  /** Whether data of an Item that is in error is refused: what such an answer lacks is not gone. */
  readonly refusesItemInError?: boolean;
  readonly size?: keyof typeof MAX_BYTES;
  /** Cap of one call in the background, where it differs from 60 s. */
  readonly backgroundMs?: number;
};

type Outcome<Result> =
  | { readonly ok: true; readonly result: Result; readonly requestId: string | null }
  | { readonly ok: false; readonly failure: ProviderFailure; readonly detail?: string };

/**
 * The one way to Plaid. Bounded in time (body included), in size and in tries; follows no redirect; writes one log line a try.
 * Errors: ProviderError, rebuilt from an allow-list. Nothing that the HTTP client throws leaves this function.
 */
export async function callPlaid<Wire extends AnyAnswer, Result>(
  plaid: PlaidGateway,
  call: PlaidCall<Wire, Result>,
  { deadline }: CallOptions,
): Promise<Result> {
  const parts = openGateway(plaid);
  for (let tries = 1; ; tries++) {
    const outcome = await tryOnce(parts, call, deadline, tries);
    if (outcome.ok) return outcome.result;
    const mayRepeat = call.isRepeatable && tries < MAX_TRIES && isTransient(outcome.failure);
    if (!mayRepeat || !(await pauseAfter(tries, parts.backoff, deadline))) throw new ProviderError(outcome.failure);
  }
}

async function tryOnce<Wire extends AnyAnswer, Result>(
  parts: GatewayParts,
  call: PlaidCall<Wire, Result>,
  deadline: Deadline,
  tries: number,
): Promise<Outcome<Result>> {
  const isAdmitted = await parts.limiter.admit(call.path, call.item, deadline);
  const startedAt = performance.now();
  const outcome: Outcome<Result> = isAdmitted
    ? await ask(parts, call, deadline)
    : { ok: false, failure: failureOf("limited", call.path) };
  const { path } = call;
  if (!outcome.ok && isRateLimit(outcome.failure)) parts.limiter.refused(path, call.item);
  const line = { path, ms: Math.round(performance.now() - startedAt), tries };
  if (outcome.ok) parts.log.info("plaid call", { ...line, status: 200, plaidRequestId: outcome.requestId });
  else {
    const { kind, errorCode, httpStatus, requestId } = outcome.failure;
    const reason = { kind, errorCode, detail: outcome.detail };
    parts.log.warn("plaid call failed", { ...line, status: httpStatus, plaidRequestId: requestId, ...reason });
  }
  return outcome;
}

async function ask<Wire extends AnyAnswer, Result>(
  { api, redact }: GatewayParts,
  call: PlaidCall<Wire, Result>,
  deadline: Deadline,
): Promise<Outcome<Result>> {
  const { path, size = "small", backgroundMs = BACKGROUND_CALL_MS, isRepeatable } = call;
  const capMs = deadline.pace === "interactive" ? INTERACTIVE_CALL_MS : backgroundMs;
  const timeout = Math.floor(Math.min(capMs, deadline.remainingMs()));
  if (timeout <= 0 || deadline.signal.aborted) return { ok: false, failure: failureOf("timeout", path) };

  const over = new AbortController();
  const end = () => over.abort();
  // The client's own timeout looks at idle sockets; an answer that drips ends only by this one.
  const timer = setTimeout(end, timeout);
  deadline.signal.addEventListener("abort", end, { once: true });
  let answer: RawAnswer;
  try {
    const settings = { timeout, signal: over.signal, maxContentLength: MAX_BYTES[size] };
    answer = await call.send(api, isRepeatable ? settings : { ...settings, ...FRESH_CONNECTION });
  } catch (error) {
    const failure = transportFailure(path, error, over.signal.aborted);
    return wasCalledOff(deadline) ? { ok: false, failure, detail: "called off" } : { ok: false, failure };
  } finally {
    clearTimeout(timer);
    deadline.signal.removeEventListener("abort", end);
  }
  const body = textOf(answer.data);
  if (body === null) return { ok: false, failure: failureOf("bad_answer", path, answer.status), detail: "not UTF-8" };
  return readAnswer(call, answer.status, body, redact);
}

function textOf(data: unknown): string | null {
  if (!(data instanceof Uint8Array)) return "";
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    return null;
  }
}

/** Ended by the caller, whose other calls failed, rather than by the time. */
function wasCalledOff({ signal }: Deadline): boolean {
  return signal.aborted && !(signal.reason instanceof DOMException && signal.reason.name === "TimeoutError");
}

function readAnswer<Wire extends AnyAnswer, Result>(
  call: PlaidCall<Wire, Result>,
  status: number,
  body: string,
  redact: GatewayParts["redact"],
): Outcome<Result> {
  if (status !== 200) return { ok: false, failure: readFailure(call.path, status, body, redact) };
  let requestId: string | null = null;
  try {
    const answer = parseAnswer(call.schema, body);
    requestId = safeRequestId(answer.request_id, redact);
    const { error_type: errorType, error_code: errorCode } = answer.item?.error ?? {};
    if (call.refusesItemInError && errorCode && isProviderErrorCode(errorCode)) {
      const failure = failureOf("plaid_error", call.path, status);
      return { ok: false, failure: { ...failure, errorType: errorType ?? null, errorCode, requestId } };
    }
    return { ok: true, result: call.toDomain(answer, requestId), requestId };
  } catch (error) {
    // Whatever else a mapper might throw is a defect of ours, and is not hidden as one of Plaid's.
    if (!(error instanceof AnswerError)) throw error;
    return { ok: false, failure: { ...failureOf(error.kind, call.path, status), requestId }, detail: error.field };
  }
}
