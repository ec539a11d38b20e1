/**
 * Every failure that a caller can meet, by code. What each says and which status it has stands in `contracts/errors.ts`.
 * `ProviderFailure` is what is kept of a failed call of Plaid: never a token, a URL or a payload.
 */
export const ERROR_CODES = [
  "MISSING_FIELDS",
  "INVALID_FIELD",
  "INVALID_DATES",
  "DATES_OUT_OF_ORDER",
  "ITEM_NOT_FOUND",
  "REFRESH_RUN_NOT_FOUND",
  "LINK_TOKEN_FAILED",
  "EXCHANGE_FAILED",
  "ACCOUNT_SYNC_FAILED",
  "REFRESH_FAILED",
  "REFRESH_ALL_FAILED",
  "DISCONNECT_FAILED",
  "UNAUTHORIZED",
  "FORBIDDEN",
  "METHOD_NOT_ALLOWED",
  "PAYLOAD_TOO_LARGE",
  "MISDIRECTED",
  "UNAVAILABLE",
  "INTERNAL",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export type AppErrorDetails = {
  /** Exact text for the caller where the code alone does not give it ("Missing user_id"). */
  readonly text?: string;
  readonly provider?: ProviderReason;
  readonly cause?: unknown;
};

/** A failure with a code that a transport turns into its own form. The original is kept as `cause` and logged once. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly text: string | null;
  readonly provider: ProviderReason | null;

  constructor(code: ErrorCode, details: AppErrorDetails = {}) {
    super(details.text ?? code, { cause: details.cause });
    this.name = "AppError";
    this.code = code;
    this.text = details.text ?? null;
    this.provider = details.provider ?? null;
  }
}

/** How a call of the provider failed, whatever its code. */
export type ProviderFailureKind =
  /** Plaid answered with a PlaidError. */
  | "plaid_error"
  /** No usable answer: refused, reset, timed out, redirect, or not Plaid's JSON. */
  | "unreachable"
  | "timeout"
  | "bad_answer"
  /** Not asked: what Plaid allows is used up until after the deadline. */
  | "limited"
  /** The data changed under every attempt to page through it. */
  | "unstable_pages"
  /** A number that our columns cannot hold exactly. */
  | "unrepresentable_number";

export type ProviderFailure = {
  readonly kind: ProviderFailureKind;
  /** Plaid's path, e.g. `/investments/holdings/get`. */
  readonly path: string;
  readonly errorType: string | null;
  readonly errorCode: string | null;
  readonly httpStatus: number | null;
  readonly requestId: string | null;
  /** Plaid's own text for people, when it gave one. */
  readonly displayMessage: string | null;
};

/** What a caller may be told of a failed call of Plaid. */
export type ProviderReason = Pick<ProviderFailure, "errorCode">;

/** A failed call of Plaid, rebuilt from an allow-list of fields. */
export class ProviderError extends Error {
  readonly failure: ProviderFailure;

  constructor(failure: ProviderFailure) {
    super(`${failure.path}: ${failure.errorCode ?? failure.kind}`);
    this.name = "ProviderError";
    this.failure = failure;
  }
}

/** Whether `code` has the form in which Plaid's codes are shown to callers. */
export function isProviderErrorCode(code: string): boolean {
  return /^[A-Z0-9_]{1,64}$/.test(code);
}
