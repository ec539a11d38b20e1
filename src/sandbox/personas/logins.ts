import { ERROR_CLASSES } from "@/sandbox/error-classes";
import { errorClassOf, PlaidFailure } from "@/sandbox/errors";
import type { InstitutionProfile } from "@/sandbox/institutions/catalogue";
import { BONDS } from "@/sandbox/personas/bonds";
import { bulkSizesOf } from "@/sandbox/personas/bulk";
import { CANADIAN } from "@/sandbox/personas/canadian";
import { CRYPTO } from "@/sandbox/personas/crypto";
import { parseCustomUser } from "@/sandbox/personas/custom-user";
import { OPTIONS } from "@/sandbox/personas/options";
import { CASH_ONLY, EMPTY, MANUAL, MIXED_BANK, NO_INVESTMENTS } from "@/sandbox/personas/plain-accounts";
import type { Persona } from "@/sandbox/personas/plan";
import { RETIREMENT } from "@/sandbox/personas/retirement";
import { STOCK_PLAN } from "@/sandbox/personas/stock-plan";

export const GOOD_PASSWORD = "pass_good";
export const MFA_PASSWORD = "mfa_device";
export const MFA_CODE = "1234";
export const CUSTOM_USERNAME = "user_custom";

const NAMED: Readonly<Record<string, Persona>> = {
  user_retirement: RETIREMENT,
  user_crypto: CRYPTO,
  user_cad: CANADIAN,
  user_options: OPTIONS,
  user_bonds: BONDS,
  user_stock_plan: STOCK_PLAN,
  user_cash: CASH_ONLY,
  user_empty: EMPTY,
  user_mixed: MIXED_BANK,
  user_no_investments: NO_INVESTMENTS,
  user_manual: MANUAL,
};

/** The persona behind a username; `user_good` is whoever banks at this institution. Null for an unknown username. */
export function personaOf(username: string, institution: InstitutionProfile): Persona | null {
  return username === "user_good" ? institution.persona : (NAMED[username] ?? null);
}

/**
 * Accepts a login or refuses it; the answer says whether a code is asked for before the accounts are shown.
 * Errors: INVALID_CREDENTIALS; with the password `error_<CODE>` that code; INVALID_FIELD for a custom user that cannot be read.
 */
export function checkLogin(
  username: string,
  password: string,
  institution: InstitutionProfile,
): { asksForCode: boolean } {
  const forced = /^error_([A-Z_]+)$/.exec(password)?.[1];
  if (forced !== undefined) throw forcedFailure(forced);
  if (username === CUSTOM_USERNAME) {
    parseCustomUser(password);
    return { asksForCode: false };
  }
  const isKnown = personaOf(username, institution) !== null || bulkSizesOf(username) !== null;
  if (!isKnown || (password !== GOOD_PASSWORD && password !== MFA_PASSWORD)) throw wrongCredentials();
  return { asksForCode: password === MFA_PASSWORD };
}

function wrongCredentials(): PlaidFailure {
  return new PlaidFailure(
    "INVALID_CREDENTIALS",
    "the sandbox does not know this username and password",
    "The username or password is not right. Check both and try again.",
  );
}

const DISPLAY_TEXTS: Readonly<Record<string, string>> = {
  ITEM_LOCKED: "This login is locked. Unlock it at the institution, then try again.",
  INSUFFICIENT_CREDENTIALS: "The institution needs more information than was given.",
  INVALID_MFA: "The code was not right. Try again.",
  USER_SETUP_REQUIRED: "Finish setting up your login at the institution, then try again.",
  PASSWORD_RESET_REQUIRED: "The institution asks for a new password. Change it there, then try again.",
  MFA_NOT_SUPPORTED: "The institution asks for a way of signing in that is not supported.",
  NO_ACCOUNTS: "No accounts were found for this login.",
  NO_INVESTMENT_ACCOUNTS: "No investment accounts were found for this login.",
  INSTITUTION_DOWN: "The institution is not available at the moment. Try again later.",
  INSTITUTION_NOT_RESPONDING: "The institution does not answer at the moment. Try again later.",
  INSTITUTION_NOT_AVAILABLE: "The institution is not available at the moment. Try again later.",
};

function forcedFailure(code: string): PlaidFailure {
  if (code === "INVALID_CREDENTIALS") return wrongCredentials();
  const isKnown = ERROR_CLASSES[code] !== undefined || errorClassOf(code).status === 429;
  if (!isKnown)
    return new PlaidFailure(
      "INVALID_CREDENTIALS",
      `the sandbox does not know the error ${code}`,
      "This login cannot be used.",
    );
  return new PlaidFailure(
    code,
    `the password asked for the error ${code}`,
    DISPLAY_TEXTS[code] ?? "Something went wrong. Try again later.",
  );
}
