import * as z from "zod";
import { isProviderErrorCode, type ProviderFailure, type ProviderFailureKind } from "@/domain/errors";
import type { Redactor } from "@/server/platform/redact";
import { parseAnswer } from "./parse-answer";

const MAX_DISPLAY_MESSAGE_CHARS = 500;

const plaidError = z.object({
  error_type: z.string().refine(isProviderErrorCode),
  error_code: z.string().refine(isProviderErrorCode),
  display_message: z.string().nullish().catch(null),
  request_id: z.string().nullish().catch(null),
});

/** A failure of which nothing but its kind is known. */
export function failureOf(kind: ProviderFailureKind, path: string, httpStatus: number | null = null): ProviderFailure {
  return { kind, path, httpStatus, errorType: null, errorCode: null, requestId: null, displayMessage: null };
}

/** Request id as Plaid forms it; anything else, and whatever looks like a credential, is dropped. */
export function safeRequestId(requestId: string | null | undefined, redact: Redactor): string | null {
  return requestId && /^[A-Za-z0-9_-]{1,64}$/.test(requestId) && redact(requestId) === requestId ? requestId : null;
}

/**
 * What a body with a status other than 200 says, rebuilt field by field: a hostile answer may echo what was sent to it,
 * so each text passes the redactor. Without a PlaidError in it, 5xx is somebody in between (`unreachable`), the rest `bad_answer`.
 */
export function readFailure(path: string, httpStatus: number, body: string, redact: Redactor): ProviderFailure {
  try {
    const error = parseAnswer(plaidError, body);
    const [errorType, errorCode] = [redact(error.error_type), redact(error.error_code)];
    if (errorType === error.error_type && errorCode === error.error_code) {
      const shown = error.display_message ? redact(error.display_message).slice(0, MAX_DISPLAY_MESSAGE_CHARS) : null;
      const requestId = safeRequestId(error.request_id, redact);
      return { kind: "plaid_error", path, httpStatus, errorType, errorCode, requestId, displayMessage: shown };
    }
  } catch {
    // Not Plaid's words; the status alone decides.
  }
  return failureOf(httpStatus >= 500 ? "unreachable" : "bad_answer", path, httpStatus);
}

/** What an exception of the transport means. Nothing of it is kept: it carries the request, with its secret and tokens. */
export function transportFailure(path: string, error: unknown, isOver: boolean): ProviderFailure {
  const code: unknown = typeof error === "object" && error !== null && "code" in error ? error.code : null;
  if (isOver || code === "ECONNABORTED" || code === "ETIMEDOUT") return failureOf("timeout", path);
  // The same code stands for an answer that is too large and, then with the response attached, for one that broke off.
  const isTooLarge =
    code === "ERR_BAD_RESPONSE" && !("response" in Object(error) && Reflect.get(Object(error), "response"));
  return failureOf(isTooLarge ? "bad_answer" : "unreachable", path);
}
