import { describe, expect, test } from "vitest";
import { describePlaidCode, isRateLimit, isTransientCode, stateAfterFailure } from "./plaid-errors";

// Written down from Plaid's catalogue, apart from the table under test.
const CATALOGUE = [
  [
    "reauth_required",
    false,
    `ITEM_LOGIN_REQUIRED INVALID_CREDENTIALS INVALID_MFA INSUFFICIENT_CREDENTIALS ITEM_LOCKED USER_SETUP_REQUIRED
     PASSWORD_RESET_REQUIRED MFA_NOT_SUPPORTED USER_INPUT_TIMEOUT`,
  ],
  ["consent_required", false, "ADDITIONAL_CONSENT_REQUIRED ACCESS_NOT_GRANTED PRODUCT_NOT_ENABLED"],
  ["disconnected", false, "ITEM_NOT_FOUND USER_PERMISSION_REVOKED ITEM_CONCURRENTLY_DELETED"],
  [
    "unsupported",
    false,
    `NO_INVESTMENT_ACCOUNTS PRODUCTS_NOT_SUPPORTED PRODUCT_NOT_SUPPORTED NO_ACCOUNTS ITEM_NOT_SUPPORTED
     INSTITUTION_NO_LONGER_SUPPORTED UNSUPPORTED_RESPONSE`,
  ],
  ["preparing", false, "PRODUCT_NOT_READY"],
  ["institution_unavailable", true, "INSTITUTION_DOWN INSTITUTION_NOT_RESPONDING INSTITUTION_NOT_AVAILABLE"],
  [null, true, "INTERNAL_SERVER_ERROR PLANNED_MAINTENANCE"],
  [
    null,
    false,
    `INVESTMENT_HOLDINGS_GET_LIMIT INVESTMENT_TRANSACTIONS_LIMIT INVESTMENTS_LIMIT ACCOUNTS_LIMIT ITEM_GET_LIMIT RATE_LIMIT
     INSTITUTION_RATE_LIMIT INSTITUTIONS_GET_BY_ID_LIMIT CREDITS_EXHAUSTED TRIAL_CONNECTION_LIMIT ADDITION_LIMIT
     INVALID_ACCESS_TOKEN INVALID_API_KEYS UNAUTHORIZED_ENVIRONMENT UNAUTHORIZED_ROUTE_ACCESS INVALID_PRODUCT MISSING_FIELDS
     UNKNOWN_FIELDS INVALID_FIELD INVALID_BODY INVALID_HEADERS INVALID_CONFIGURATION INCOMPATIBLE_API_VERSION
     INVALID_LINK_CUSTOMIZATION SANDBOX_ONLY NOT_FOUND NO_LONGER_AVAILABLE UNAUTHORIZED_INSTITUTION
     INSTITUTION_REGISTRATION_REQUIRED INVALID_PUBLIC_TOKEN INVALID_LINK_TOKEN INVALID_UPDATED_USERNAME INCORRECT_LINK_TOKEN
     INCORRECT_OAUTH_NONCE OAUTH_STATE_ID_ALREADY_PROCESSED OAUTH_STATE_ID_NOT_FOUND INVALID_ACCOUNT_ID`,
  ],
] as const;
const CASES = CATALOGUE.flatMap(([state, isTransient, codes]) =>
  codes.split(/\s+/).map((code) => [code, state, isTransient] as const),
);

test.each(CASES)(
  "R-09: %s leads to the state %s, tried again at once: %s, in words of its own",
  (code, state, isTransient) => {
    expect(stateAfterFailure({ errorCode: code })).toBe(state);
    expect(isTransientCode(code)).toBe(isTransient);
    expect(describePlaidCode(code)).not.toContain(code);
    expect(describePlaidCode(code)).toMatch(/^[A-Z][^.]*[^.]$/);
  },
);

describe("R-09: a code that is not known", () => {
  test.each(["BRAND_NEW_CODE", "constructor", "toString", "__proto__"])("%s says nothing and is named", (code) => {
    expect(stateAfterFailure({ errorCode: code })).toBeNull();
    expect(isTransientCode(code)).toBe(false);
    expect(describePlaidCode(code)).toBe(`Plaid reported ${code}`);
  });
});

test("T11: a limit is known by Plaid's type or by status 429, whatever the code", () => {
  const failure = (errorType: string | null, errorCode: string | null, httpStatus: number) => {
    const rest = { kind: "plaid_error", path: "/x", requestId: null, displayMessage: null } as const;
    return isRateLimit({ ...rest, errorType, errorCode, httpStatus });
  };
  expect(failure("RATE_LIMIT_EXCEEDED", "NEVER_SEEN", 400)).toBe(true);
  expect(failure("API_ERROR", "NEVER_SEEN", 429)).toBe(true);
  expect(failure(null, null, 429)).toBe(true);
  expect(failure("ITEM_ERROR", "INVESTMENTS_LIMIT", 400)).toBe(false);
  // A quota does not come back in a minute.
  for (const quota of ["CREDITS_EXHAUSTED", "TRIAL_CONNECTION_LIMIT", "ADDITION_LIMIT"])
    expect(failure("RATE_LIMIT_EXCEEDED", quota, 429)).toBe(false);
});
