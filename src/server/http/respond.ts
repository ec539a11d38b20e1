import { ERROR_TABLE, type ErrorBody } from "@/contracts/errors";
import { type AppError, isProviderErrorCode } from "@/domain/errors";

type ResponseHeaders = Readonly<Record<string, string>>;

export function jsonResponse(status: number, body: object, headers: ResponseHeaders = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  });
}

/** An answer of the boundary's own, in the shape of all errors. */
export function refusal(status: number, text: string, headers?: ResponseHeaders): Response {
  return jsonResponse(status, { error: text } satisfies ErrorBody, headers);
}

/** What a caller is told: the error's own text, or the table's. */
export function textOf(error: AppError): string {
  return error.text ?? ERROR_TABLE[error.code].text;
}

/** Plaid's `error_code` behind a failure, when it has a form that can be shown. */
export function providerCodeOf(error: AppError): string | null {
  const code = error.provider?.errorCode ?? null;
  return code !== null && isProviderErrorCode(code) ? code : null;
}

/** A failure as REST tells it: the table's status, one text, and Plaid's code where Plaid said why. */
export function errorResponse(error: AppError, headers: ResponseHeaders = {}): Response {
  const providerCode = providerCodeOf(error);
  return refusal(ERROR_TABLE[error.code].http, textOf(error), {
    ...headers,
    ...(error.retryAfterSeconds === null ? {} : { "retry-after": String(error.retryAfterSeconds) }),
    ...(providerCode === null ? {} : { "x-plaid-error-code": providerCode }),
  });
}
