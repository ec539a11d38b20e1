import type { ProviderFailure } from "./errors";
import type { ItemState } from "./item-status";

type ErrorClass = {
  /** What the code makes of the Item; null: it says nothing about the Item, which stays as it is. */
  readonly state: ItemState | null;
  /** Whether the same call may succeed in a moment. A limit is not: it passes in a minute, and each call counts against it. */
  readonly isTransient: boolean;
  /** For people, of the codes that have no text of their own. */
  readonly text: string;
};

const CLASSES = {
  reauth: {
    state: "reauth_required",
    isTransient: false,
    text: "The brokerage asks you to sign in again; reconnect to keep this portfolio up to date",
  },
  consent: {
    state: "consent_required",
    isTransient: false,
    text: "The brokerage needs your consent to share investments; reconnect to give it",
  },
  gone: {
    state: "disconnected",
    isTransient: false,
    text: "Plaid no longer knows this connection; link the brokerage again",
  },
  unsupported: {
    state: "unsupported",
    isTransient: false,
    text: "The brokerage does not support investments through Plaid",
  },
  preparing: { state: "preparing", isTransient: false, text: "Plaid is still preparing this connection's data" },
  institution: {
    state: "institution_unavailable",
    isTransient: true,
    text: "The brokerage does not respond; try again later",
  },
  plaid: { state: null, isTransient: true, text: "Plaid had an internal error; try again later" },
  limit: { state: null, isTransient: false, text: "Plaid's limit is reached; try again in a minute" },
  quota: { state: null, isTransient: false, text: "This installation has used up what its Plaid plan allows" },
  token: {
    state: null,
    isTransient: false,
    text: "Plaid did not accept this connection's token; the installation's Plaid keys may be wrong",
  },
  installation: {
    state: null,
    isTransient: false,
    text: "Plaid refused the request of this installation; its operator finds the reason in the log",
  },
  link: { state: null, isTransient: false, text: "This Link session is over; start it again" },
  accounts: { state: null, isTransient: false, text: "The brokerage's list of accounts has changed; refresh again" },
} as const satisfies Record<string, ErrorClass>;
type ClassName = keyof typeof CLASSES;

/**
 * Plaid's error codes, all of them that a data call, Link or an exchange may meet: class, and words where the class's do not fit.
 * Source: Plaid's error catalogue. Dispatch is on `error_code` alone: the same code is filed under several types.
 */
const CODES: Readonly<Record<string, readonly [className: ClassName, text?: string]>> = {
  ITEM_LOGIN_REQUIRED: ["reauth"],
  INVALID_CREDENTIALS: ["reauth", "The brokerage did not accept the sign-in; reconnect it"],
  INVALID_MFA: ["reauth", "The brokerage did not accept the security code; reconnect it"],
  INSUFFICIENT_CREDENTIALS: ["reauth", "The brokerage needs more to sign you in; reconnect it"],
  ITEM_LOCKED: ["reauth", "The brokerage has locked this login; unlock it there, then reconnect"],
  USER_SETUP_REQUIRED: ["reauth", "The brokerage wants you to finish a step on its own site first; then reconnect"],
  PASSWORD_RESET_REQUIRED: ["reauth", "The brokerage wants a new password; set it there, then reconnect"],
  MFA_NOT_SUPPORTED: [
    "reauth",
    "The brokerage asks for a way of signing in that Plaid cannot do; change it, then reconnect",
  ],
  USER_INPUT_TIMEOUT: ["reauth", "The brokerage waited for your answer too long; reconnect it"],

  ADDITIONAL_CONSENT_REQUIRED: ["consent"],
  ACCESS_NOT_GRANTED: ["consent", "Access to investments was not granted at the brokerage; reconnect to grant it"],
  PRODUCT_NOT_ENABLED: ["consent", "Investments are not enabled for this connection; reconnect to enable them"],

  ITEM_NOT_FOUND: ["gone"],
  USER_PERMISSION_REVOKED: ["gone", "Access was revoked at the brokerage; link it again"],
  ITEM_CONCURRENTLY_DELETED: ["gone", "This connection was removed at Plaid"],

  NO_INVESTMENT_ACCOUNTS: ["unsupported", "This login has no investment accounts"],
  NO_ACCOUNTS: ["unsupported", "This login has no accounts that can be shared"],
  PRODUCTS_NOT_SUPPORTED: ["unsupported"],
  PRODUCT_NOT_SUPPORTED: ["unsupported"],
  ITEM_NOT_SUPPORTED: ["unsupported"],
  INSTITUTION_NO_LONGER_SUPPORTED: ["unsupported", "The brokerage is no longer supported by Plaid"],
  UNSUPPORTED_RESPONSE: ["unsupported", "Plaid cannot read what the brokerage answers"],

  PRODUCT_NOT_READY: ["preparing"],

  INSTITUTION_DOWN: ["institution", "The brokerage is down; try again later"],
  INSTITUTION_NOT_RESPONDING: ["institution"],
  INSTITUTION_NOT_AVAILABLE: ["institution", "The brokerage is not available; try again later"],
  INTERNAL_SERVER_ERROR: ["plaid"],
  PLANNED_MAINTENANCE: ["plaid", "Plaid is under maintenance; try again later"],

  RATE_LIMIT: ["limit"],
  INSTITUTION_RATE_LIMIT: ["limit", "The brokerage limits how often it is asked; try again in a minute"],
  CREDITS_EXHAUSTED: ["quota"],
  TRIAL_CONNECTION_LIMIT: ["quota"],
  ADDITION_LIMIT: ["quota"],

  INVALID_ACCESS_TOKEN: ["token"],

  INVALID_API_KEYS: ["installation", "Plaid did not accept this installation's keys"],
  UNAUTHORIZED_ENVIRONMENT: ["installation", "This installation's keys are for another Plaid environment"],
  UNAUTHORIZED_ROUTE_ACCESS: ["installation"],
  UNAUTHORIZED_INSTITUTION: ["installation", "This installation must be registered with the brokerage first"],
  INSTITUTION_REGISTRATION_REQUIRED: ["installation", "This installation must be registered with the brokerage first"],
  INVALID_PRODUCT: ["installation"],
  MISSING_FIELDS: ["installation"],
  UNKNOWN_FIELDS: ["installation"],
  INVALID_FIELD: ["installation"],
  INVALID_BODY: ["installation"],
  INVALID_HEADERS: ["installation"],
  INVALID_CONFIGURATION: ["installation"],
  INVALID_LINK_CUSTOMIZATION: ["installation"],
  INCOMPATIBLE_API_VERSION: ["installation"],
  SANDBOX_ONLY: ["installation"],
  NOT_FOUND: ["installation"],
  NO_LONGER_AVAILABLE: ["installation"],

  INVALID_PUBLIC_TOKEN: ["link"],
  INVALID_LINK_TOKEN: ["link"],
  INCORRECT_LINK_TOKEN: ["link"],
  INVALID_UPDATED_USERNAME: ["link", "Another login than before was used; start again with the first one"],
  INCORRECT_OAUTH_NONCE: ["link"],
  OAUTH_STATE_ID_ALREADY_PROCESSED: ["link"],
  OAUTH_STATE_ID_NOT_FOUND: ["link"],

  INVALID_ACCOUNT_ID: ["accounts"],
};

function classOf(code: string | null): ErrorClass | null {
  if (code === null) return null;
  if (Object.hasOwn(CODES, code)) return CLASSES[CODES[code]?.[0] ?? "plaid"];
  return code.endsWith("_LIMIT") ? CLASSES.limit : null;
}

/** The state that a failed call leaves an Item in; null when it says nothing about the Item (codes that are not known included). */
export function stateAfterFailure({ errorCode }: Pick<ProviderFailure, "errorCode">): ItemState | null {
  return classOf(errorCode)?.state ?? null;
}

/** Whether the code says that the same call may succeed in a moment; Plaid sends some of these with status 400. */
export function isTransientCode(code: string | null): boolean {
  return classOf(code)?.isTransient ?? false;
}

/**
 * Whether the failure is a limit that passes within a minute: HTTP 429 or Plaid's type for it, whatever the code, unless the code
 * says that a quota is used up.
 */
export function isRateLimit({ httpStatus, errorType, errorCode }: ProviderFailure): boolean {
  if (classOf(errorCode) === CLASSES.quota) return false;
  return httpStatus === 429 || errorType === "RATE_LIMIT_EXCEEDED";
}

/** One of Plaid's codes in plain words; a code that is not known is named as it is. */
export function describePlaidCode(code: string): string {
  const own = Object.hasOwn(CODES, code) ? CODES[code]?.[1] : undefined;
  return own ?? classOf(code)?.text ?? `Plaid reported ${code}`;
}
