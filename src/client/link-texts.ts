import type { PlaidLinkError } from "react-plaid-link";

const BY_CODE: Readonly<Record<string, string>> = {
  INVALID_CREDENTIALS: "The brokerage did not accept that user name or password.",
  INVALID_MFA: "The brokerage did not accept that code.",
  ITEM_LOCKED:
    "The brokerage has locked this login after too many attempts. Unlock it on the brokerage's own site first.",
  INSTITUTION_DOWN: "The brokerage is not answering at the moment.",
  INSTITUTION_NOT_RESPONDING: "The brokerage is not answering at the moment.",
  INSTITUTION_NOT_AVAILABLE: "The brokerage is not answering at the moment.",
  INSTITUTION_NO_LONGER_SUPPORTED: "Plaid no longer reaches this brokerage.",
  NO_INVESTMENT_ACCOUNTS: "This login has no investment accounts.",
  NO_ACCOUNTS: "This login has no accounts.",
  PRODUCTS_NOT_SUPPORTED: "Plaid cannot read investments from this brokerage.",
  USER_SETUP_REQUIRED: "The brokerage wants you to finish something on its own site first.",
  RATE_LIMIT_EXCEEDED: "There were too many attempts in a short time. Wait a minute.",
  ACCESS_NOT_GRANTED: "Access was not allowed at the brokerage.",
  INVALID_UPDATED_USERNAME: "That is another login than the one of this connection.",
  OAUTH_STATE_ID_ALREADY_PROCESSED: "This sign-in was finished already, perhaps in another tab.",
  OAUTH_STATE_ID_NOT_FOUND: "The brokerage's answer does not belong to a sign-in that is under way.",
  INCORRECT_LINK_TOKEN: "The brokerage's answer belongs to another sign-in.",
  INCORRECT_OAUTH_NONCE: "The brokerage's answer belongs to another sign-in.",
  INVALID_LINK_TOKEN: "The link session has expired.",
};

/** Why Link ended, for people: Plaid's own words where it has some, else ours for its code. */
export function linkExitText(error: PlaidLinkError): string {
  return (
    BY_CODE[error.error_code] ?? error.display_message ?? `The brokerage could not be linked (${error.error_code}).`
  );
}

export const EXIT_HELP = "Nothing was linked or changed. You can try again.";
export const SCRIPT_TEXT = "Plaid Link could not be loaded.";
export const SCRIPT_HELP =
  "A content blocker or a lost connection is the usual cause: allow cdn.plaid.com (in the demo, 127.0.0.1), check that you are online, then reload the page.";
export const LOST_TEXT =
  "There is no sign-in of yours to go on with: it was finished already, or begun more than four hours ago.";
