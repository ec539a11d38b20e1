import { ERROR_CLASSES, type ErrorClass } from "@/sandbox/error-classes";
import type { JsonObject } from "@/sandbox/json";

const UNKNOWN_CODE: ErrorClass = { type: "API_ERROR", status: 500 };

/** A refusal that reaches the caller as Plaid's error body; `code` alone decides its type and HTTP status. */
export class PlaidFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly displayMessage: string | null = null,
  ) {
    super(message);
    this.name = "PlaidFailure";
  }
}

/** The type and HTTP status that Plaid files `code` under; an unknown code counts as an internal error. */
export function errorClassOf(code: string): ErrorClass {
  return ERROR_CLASSES[code] ?? (code.endsWith("_LIMIT") ? { type: "RATE_LIMIT_EXCEEDED", status: 429 } : UNKNOWN_CODE);
}

/** Plaid's error object for `failure`, without a request id: the shape of `item.error`. */
export function errorObject(failure: PlaidFailure): JsonObject {
  return {
    error_type: errorClassOf(failure.code).type,
    error_code: failure.code,
    error_message: failure.message,
    display_message: failure.displayMessage,
    documentation_url: `https://plaid.com/docs/errors/#${failure.code.toLowerCase()}`,
    suggested_action: null,
  };
}

/** Writes an error that nobody can be answered with to stderr. */
export function reportError(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
