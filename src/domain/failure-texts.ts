import type { RefreshReason } from "./item-status";

const REASON_TEXTS: Readonly<Record<RefreshReason, string>> = {
  suspect_empty:
    "The brokerage suddenly reported no positions although the account has value; nothing was changed until a later refresh confirms it",
  suspect_withdrawn:
    "The brokerage suddenly withdrew most of its transactions; they are kept until a later refresh of the same dates confirms it",
  unreachable: "Plaid could not be reached",
  timeout: "Plaid did not answer in time",
  bad_answer: "Plaid's answer could not be understood",
  unstable_pages: "The data kept changing while it was read; try again",
  unrepresentable_number: "Plaid sent a number that cannot be stored exactly",
  key_unavailable: "This installation no longer has the key that opens this connection; reconnect the brokerage",
  limited: "Plaid's limit for this connection is reached; try again in a minute",
  unlinked: "This connection was disconnected",
  clock_behind: "The clock of this installation is behind what it stored earlier; set it right and refresh again",
  superseded: "The refresh was cut short",
  busy: "Another refresh of this connection is still running",
  internal: "Something went wrong on our side",
};

const CODE_TEXTS: Readonly<Record<string, string>> = {
  ITEM_LOGIN_REQUIRED: "The brokerage asks you to sign in again",
  INVALID_CREDENTIALS: "The brokerage did not accept the sign-in; reconnect it",
  INVALID_MFA: "The brokerage did not accept the security code; reconnect it",
  ITEM_LOCKED: "The brokerage has locked this login; unlock it there, then reconnect",
  USER_SETUP_REQUIRED: "The brokerage wants you to finish a step on its own site first",
  PASSWORD_RESET_REQUIRED: "The brokerage wants a new password; set it there, then reconnect",
  ADDITIONAL_CONSENT_REQUIRED: "The brokerage needs your consent to share investments",
  ACCESS_NOT_GRANTED: "Access to investments was not granted at the brokerage",
  PRODUCT_NOT_ENABLED: "Investments are not enabled for this connection",
  PRODUCT_NOT_READY: "Plaid is still preparing this connection's data",
  NO_INVESTMENT_ACCOUNTS: "This login has no investment accounts",
  NO_ACCOUNTS: "This login has no accounts that can be shared",
  PRODUCTS_NOT_SUPPORTED: "The brokerage does not support investments through Plaid",
  PRODUCT_NOT_SUPPORTED: "The brokerage does not support investments through Plaid",
  INSTITUTION_NO_LONGER_SUPPORTED: "The brokerage is no longer supported by Plaid",
  INSTITUTION_DOWN: "The brokerage is down; try again later",
  INSTITUTION_NOT_RESPONDING: "The brokerage does not respond; try again later",
  INSTITUTION_NOT_AVAILABLE: "The brokerage is not available; try again later",
  ITEM_NOT_FOUND: "Plaid no longer knows this connection; link the brokerage again",
  USER_PERMISSION_REVOKED: "Access was revoked at the brokerage; link it again",
  ITEM_CONCURRENTLY_DELETED: "This connection was removed at Plaid",
  INVALID_ACCESS_TOKEN: "Plaid did not accept this connection's token; the installation's Plaid keys may be wrong",
  INVALID_API_KEYS: "Plaid did not accept this installation's keys",
  INTERNAL_SERVER_ERROR: "Plaid had an internal error; try again later",
  PLANNED_MAINTENANCE: "Plaid is under maintenance; try again later",
};

/** A reason of ours or one of Plaid's error codes in plain words; an unknown code is named as it is. */
export function describeReason(reason: string): string {
  if (Object.hasOwn(REASON_TEXTS, reason)) return REASON_TEXTS[reason as RefreshReason];
  if (Object.hasOwn(CODE_TEXTS, reason)) return CODE_TEXTS[reason] ?? reason;
  return reason.endsWith("_LIMIT") || reason === "RATE_LIMIT"
    ? "Plaid's limit is reached; try again in a minute"
    : `Plaid reported ${reason}`;
}

/** The code when the reason is one of Plaid's (they are upper case, ours are not), else null. */
export function providerCodeOf(reason: string | null): string | null {
  return reason !== null && /^[A-Z0-9_]{1,64}$/.test(reason) ? reason : null;
}
