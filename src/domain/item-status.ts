import type { ProviderFailure } from "./errors";

/** State of an Item, orthogonal to `expiresAt` and `limitedUntil`. Syncing is a live lease, not a state. */
export const ITEM_STATES = [
  "ok",
  "preparing",
  "reauth_required",
  "consent_required",
  "suspect",
  "institution_unavailable",
  "unsupported",
  "disconnected",
  "key_unavailable",
] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** Why a refresh failed for a reason of ours rather than one of Plaid's codes. */
export const REFRESH_REASONS = [
  "suspect_empty",
  "suspect_withdrawn",
  "unreachable",
  "timeout",
  "bad_answer",
  "unstable_pages",
  "unrepresentable_number",
  "key_unavailable",
  "limited",
  "unlinked",
  "clock_behind",
  "superseded",
  "busy",
  "internal",
] as const;
export type RefreshReason = (typeof REFRESH_REASONS)[number];

const STATE_BY_CODE: Readonly<Record<string, ItemState>> = {
  ITEM_LOGIN_REQUIRED: "reauth_required",
  INVALID_CREDENTIALS: "reauth_required",
  INVALID_MFA: "reauth_required",
  INSUFFICIENT_CREDENTIALS: "reauth_required",
  ITEM_LOCKED: "reauth_required",
  USER_SETUP_REQUIRED: "reauth_required",
  PASSWORD_RESET_REQUIRED: "reauth_required",
  MFA_NOT_SUPPORTED: "reauth_required",
  USER_INPUT_TIMEOUT: "reauth_required",
  ADDITIONAL_CONSENT_REQUIRED: "consent_required",
  ACCESS_NOT_GRANTED: "consent_required",
  PRODUCT_NOT_ENABLED: "consent_required",
  ITEM_NOT_FOUND: "disconnected",
  USER_PERMISSION_REVOKED: "disconnected",
  ITEM_CONCURRENTLY_DELETED: "disconnected",
  NO_INVESTMENT_ACCOUNTS: "unsupported",
  PRODUCTS_NOT_SUPPORTED: "unsupported",
  PRODUCT_NOT_SUPPORTED: "unsupported",
  NO_ACCOUNTS: "unsupported",
  ITEM_NOT_SUPPORTED: "unsupported",
  INSTITUTION_NO_LONGER_SUPPORTED: "unsupported",
  UNSUPPORTED_RESPONSE: "unsupported",
  PRODUCT_NOT_READY: "preparing",
  INSTITUTION_DOWN: "institution_unavailable",
  INSTITUTION_NOT_RESPONDING: "institution_unavailable",
  INSTITUTION_NOT_AVAILABLE: "institution_unavailable",
};

/**
 * The state that a failed call leaves an Item in; null when the failure says nothing about the Item
 * (transport, limits, our own configuration, `INVALID_ACCESS_TOKEN`, and codes that are not known).
 * Source: Plaid's error catalogue; dispatch is on `error_code` alone, for `error_type` varies for the same code.
 */
export function stateAfterFailure(failure: ProviderFailure): ItemState | null {
  if (failure.errorCode === null || !Object.hasOwn(STATE_BY_CODE, failure.errorCode)) return null;
  return STATE_BY_CODE[failure.errorCode] ?? null;
}

/** Whether the failure is a limit: HTTP 429 or Plaid's type for it, whatever the code. */
export function isRateLimit(failure: ProviderFailure): boolean {
  return failure.httpStatus === 429 || failure.errorType === "RATE_LIMIT_EXCEEDED";
}
