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
  "RECEIPT_NOT_FOUND",
  "SECURITY_NOT_FOUND",
  "API_KEY_NOT_FOUND",
  "TOO_MANY_API_KEYS",
  "LINK_TOKEN_FAILED",
  "EXCHANGE_FAILED",
  "LINK_INTENT_MISSING",
  "LINK_CHECK_FAILED",
  "DUPLICATE_ITEM",
  "ACCOUNT_SYNC_FAILED",
  "REFRESH_FAILED",
  "REFRESH_ALL_FAILED",
  "DISCONNECT_FAILED",
  "ACCOUNT_DELETION_FAILED",
  "SIGN_IN_FAILED",
  "PASSKEY_REFUSED",
  "NOT_CONFIRMED",
  "LINK_NOT_VALID",
  "EMAIL_TAKEN",
  "WEAK_PASSWORD",
  "TOO_MANY_INVITATIONS",
  "LAST_WAY_IN",
  "NOT_FOUND",
  "RATE_LIMITED",
  "UNAUTHORIZED",
  "FORBIDDEN",
  "METHOD_NOT_ALLOWED",
  "PAYLOAD_TOO_LARGE",
  "BODY_INCOMPLETE",
  "MISDIRECTED",
  "UNAVAILABLE",
  "INTERNAL",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export type AppErrorDetails = {
  /** Exact text for the caller where the code alone does not give it ("Missing user_id"). */
  readonly text?: string;
  readonly provider?: ProviderReason;
  /** Of RATE_LIMITED, and of UNAVAILABLE where too many ask at a time: when to try again. */
  readonly retryAfterSeconds?: number;
  /** Whether somebody asked for what is somebody else's, whatever the code tells of it. */
  readonly isDenial?: boolean;
  readonly cause?: unknown;
};

/** A failure with a code that a transport turns into its own form. The original is kept as `cause` and logged once. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly text: string | null;
  readonly provider: ProviderReason | null;
  readonly retryAfterSeconds: number | null;
  readonly isDenial: boolean;

  constructor(code: ErrorCode, details: AppErrorDetails = {}) {
    super(details.text ?? code, { cause: details.cause });
    this.name = "AppError";
    this.code = code;
    this.text = details.text ?? null;
    this.provider = details.provider ?? null;
    this.retryAfterSeconds = details.retryAfterSeconds ?? null;
    this.isDenial = details.isDenial ?? false;
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
