import { randomUUID } from "node:crypto";
import { PlaidFailure } from "@/sandbox/errors";
import { findInstitution } from "@/sandbox/institutions/catalogue";
import type { JsonObject } from "@/sandbox/json";
import type { BankVisit, LinkSession } from "@/sandbox/link/sessions";
import { acceptLogin, continueAfterLogin } from "@/sandbox/link/steps";
import type { Sandbox } from "@/sandbox/sandbox";

/** What the page that the bank returned to shows as its own address. */
const STATE_PARAMETER = "oauth_state_id";

/** Sends the person to the bank's own site. `returns`: whether it sends them back, or only closes its window. Errors: INVALID_INSTITUTION. */
export function beginVisit(session: LinkSession, institutionId: string): JsonObject {
  const institution = findInstitution(session.repairs?.institutionId ?? institutionId);
  if (institution?.signsInAtBank === undefined) {
    throw new PlaidFailure("INVALID_INSTITUTION", "no institution with a site of its own has this id");
  }
  session.visit = { stateId: randomUUID(), institution, outcome: "open", isProcessed: false };
  return { path: `/link/bank?state=${session.visit.stateId}`, returns: session.token.redirectUri !== null };
}

/**
 * What the person decided at the bank; null is no.
 * Errors: those of a login. Returns where the bank sends them; null when it only closes its window.
 */
export function decideVisit(
  sandbox: Sandbox,
  session: LinkSession,
  visit: BankVisit,
  login: { username: string; password: string } | null,
): string | null {
  if (login !== null) {
    acceptLogin(sandbox, session, { ...login, institutionId: visit.institution.institutionId });
    if (session.login) session.login.isCodeDue = false;
  }
  visit.outcome = login === null ? "denied" : "allowed";
  const { redirectUri } = session.token;
  return redirectUri && `${redirectUri}?${STATE_PARAMETER}=${visit.stateId}`;
}

/** How the visit stands, for a page that has stayed open. Errors: ACCESS_NOT_GRANTED. */
export function awaitVisit(sandbox: Sandbox, session: LinkSession): JsonObject {
  if (session.visit === null || session.visit.outcome === "open") return { next: "waiting" };
  return endVisit(sandbox, session, session.visit);
}

/** The state that a bank's return names. Errors: INVALID_FIELD for an address that is not the Link token's. */
export function stateOf(receivedRedirectUri: string, redirectUri: string | null): string {
  const [address, query] = receivedRedirectUri.split("?");
  const state = new URLSearchParams(query).get(STATE_PARAMETER);
  if (address !== redirectUri || state === null) {
    throw new PlaidFailure("INVALID_FIELD", `received_redirect_uri: must be redirect_uri with ${STATE_PARAMETER}`);
  }
  return state;
}

/**
 * Goes on where the bank returned the person to.
 * Errors: ACCESS_NOT_GRANTED; OAUTH_STATE_ID_NOT_FOUND before the bank is through, OAUTH_STATE_ID_ALREADY_PROCESSED the second time.
 */
export function returnFromVisit(sandbox: Sandbox, session: LinkSession): JsonObject {
  if (session.visit === null || session.visit.outcome === "open") {
    throw new PlaidFailure("OAUTH_STATE_ID_NOT_FOUND", "nobody has returned with this state");
  }
  return endVisit(sandbox, session, session.visit);
}

function endVisit(sandbox: Sandbox, session: LinkSession, visit: BankVisit): JsonObject {
  if (visit.isProcessed) {
    throw new PlaidFailure(
      "OAUTH_STATE_ID_ALREADY_PROCESSED",
      "this state was used before",
      "This sign-in was used already. Start again.",
    );
  }
  visit.isProcessed = true;
  if (visit.outcome === "denied") {
    const name = visit.institution.name;
    throw new PlaidFailure(
      "ACCESS_NOT_GRANTED",
      "access was denied at the bank",
      `You did not allow access at ${name}.`,
    );
  }
  return continueAfterLogin(sandbox, session);
}
