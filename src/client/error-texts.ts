import type { ErrorCode } from "@/domain/errors";

/** What the dashboard says for each failure: what it means for the viewer, and what helps. */
export const ERROR_TEXTS = {
  MISSING_FIELDS: "Something was left out of that request. Reload the page and try again.",
  INVALID_FIELD: "That request was not understood. Reload the page and try again.",
  INVALID_DATES: "Those dates are not valid. Use dates such as 2026-01-31.",
  DATES_OUT_OF_ORDER: "The first date lies after the last one.",
  ITEM_NOT_FOUND: "This brokerage is no longer connected. Reload the page to see what is.",
  REFRESH_RUN_NOT_FOUND: "There is no such refresh. It may belong to a brokerage that was disconnected.",
  RECEIPT_NOT_FOUND: "There is no such receipt.",
  SECURITY_NOT_FOUND: "None of your accounts holds this security, or ever did.",
  API_KEY_NOT_FOUND: "There is no such key any more. It may have been revoked elsewhere.",
  TOO_MANY_API_KEYS: "You have as many keys as one can have. Revoke one that is not used any more.",
  LINK_TOKEN_FAILED: "The connection to Plaid could not be prepared. Nothing was changed; try again in a moment.",
  EXCHANGE_FAILED: "Plaid did not confirm the new connection. Try linking the brokerage again.",
  LINK_INTENT_MISSING:
    "This sign-in was not begun from your account, or more than four hours ago. Nothing was linked; start again.",
  LINK_CHECK_FAILED: "Plaid could not confirm just now that this sign-in is yours, so nothing was linked. Try again.",
  DUPLICATE_ITEM:
    "These accounts are linked already, so the new connection was removed at Plaid again. Nothing is counted twice.",
  ACCOUNT_SYNC_FAILED: "The brokerage was linked but its accounts could not be read. Try linking it again.",
  REFRESH_FAILED: "The refresh did not go through. Your portfolio is as it was.",
  REFRESH_ALL_FAILED: "The refresh could not be started. Your portfolio is as it was.",
  DISCONNECT_FAILED: "The brokerage could not be disconnected just now. It is still connected; try again in a moment.",
  ACCOUNT_DELETION_FAILED: "Your account could not be deleted just now. Nothing was changed; try again in a moment.",
  SIGN_IN_FAILED: "That e-mail address and password do not belong together.",
  PASSKEY_REFUSED: "The passkey was not accepted. Try again, or sign in another way.",
  NOT_CONFIRMED: "Confirm first that it is you.",
  LINK_NOT_VALID: "This link was used already, was taken back, or has expired. Ask for a new one.",
  EMAIL_TAKEN: "There is an account with this e-mail address already.",
  WEAK_PASSWORD:
    "This password is too easy to guess: it is well known, repeats itself, follows the keyboard, or is made of few common words, dates, your name, your e-mail address or those of this app. Choose four words or more that do not belong together.",
  TOO_MANY_INVITATIONS: "You have as many open invitations as one can have. Take one of them back first.",
  LAST_WAY_IN: "Without it this account could not be signed in to. Set a password or add another passkey first.",
  NOT_FOUND: "That is not there any more. Reload the page to see what is.",
  RATE_LIMITED: "That was tried too often. Wait a few minutes and try again.",
  UNAUTHORIZED: "You are not signed in.",
  FORBIDDEN: "You may not do that.",
  METHOD_NOT_ALLOWED: "That is not possible here. Reload the page and try again.",
  PAYLOAD_TOO_LARGE: "That request was too large.",
  BODY_INCOMPLETE: "That request broke off on its way. Try again.",
  MISDIRECTED: "This page was opened under an address that the app does not answer to.",
  UNAVAILABLE: "The app cannot answer just now. Nothing was changed; try again in a moment.",
  INTERNAL: "Something went wrong on our side. Nothing was changed.",
} as const satisfies Record<ErrorCode, string>;

export const UNREACHABLE_TEXT = "The app could not be reached. Check that it is running and that you are online.";
