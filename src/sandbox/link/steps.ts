import { PlaidFailure } from "@/sandbox/errors";
import { findInstitution, type InstitutionProfile, searchInstitutions } from "@/sandbox/institutions/catalogue";
import { draftItem, issuePublicToken } from "@/sandbox/items";
import type { JsonObject, JsonValue } from "@/sandbox/json";
import { offeredAccounts, successMetadata } from "@/sandbox/link/offered-accounts";
import type { LinkSession } from "@/sandbox/link/sessions";
import { CUSTOM_USERNAME, checkLogin, MFA_CODE } from "@/sandbox/personas/logins";
import type { Sandbox } from "@/sandbox/sandbox";

/** Signing in does not end it: Link must have asked for the consent. */
const CONSENT_ERROR = "ADDITIONAL_CONSENT_REQUIRED";

function institutionRow({
  institutionId,
  name,
  tagline,
  color,
  emblem,
  signsInAtBank,
}: InstitutionProfile): JsonObject {
  return {
    institution_id: institutionId,
    name,
    tagline,
    color,
    logo: emblem === null ? null : `/link/logo/${institutionId}.png`,
    signs_in_at_bank: signsInAtBank ?? false,
  };
}

/** What the page must know to begin. */
export function describeSession({ record, token, repairs, visit }: LinkSession): JsonObject {
  const institution = repairs === null ? (visit?.institution ?? null) : findInstitution(repairs.institutionId);
  return {
    link_session_id: record.linkSessionId,
    client_name: token.clientName,
    is_update: repairs !== null,
    username: repairs?.username ?? null,
    institution: institution && institutionRow(institution),
  };
}

/** The institutions of the Link token's countries that match a query. */
export function listInstitutions({ token }: LinkSession, query: string): JsonValue {
  return searchInstitutions(query, token.countryCodes).map(institutionRow);
}

type Login = { readonly institutionId: string; readonly username: string; readonly password: string };

/** Takes a login. The next step is a code or the choice of accounts. Errors: those of acceptLogin. */
export function submitLogin(sandbox: Sandbox, session: LinkSession, login: Login): JsonObject {
  acceptLogin(sandbox, session, login);
  return requireLogin(session).isCodeDue ? { next: "code" } : continueAfterLogin(sandbox, session);
}

/** Accepts a login for the session. Errors: those of checkLogin, INVALID_INSTITUTION, INVALID_UPDATED_USERNAME. */
export function acceptLogin(
  sandbox: Sandbox,
  session: LinkSession,
  { institutionId, username, password }: Login,
): void {
  const { repairs, token } = session;
  const institution = findInstitution(repairs?.institutionId ?? institutionId);
  if (institution === null) throw new PlaidFailure("INVALID_INSTITUTION", "no institution has this id");
  session.record.institutionId = institution.institutionId;
  const { asksForCode } = checkLogin(username, password, institution);
  if (repairs !== null && repairs.username !== username) {
    throw new PlaidFailure(
      "INVALID_UPDATED_USERNAME",
      "another username than before",
      `Sign in as ${repairs.username}, the login of this connection.`,
    );
  }
  const { products, webhook } = token;
  const item = repairs ?? draftItem(sandbox, { institution, username, password, products, webhook });
  const customUser = username === CUSTOM_USERNAME ? password : null;
  session.login = { institution, item, customUser, isCodeDue: asksForCode };
}

/** Takes the code that was asked for. Errors: INVALID_MFA. */
export function submitCode(sandbox: Sandbox, session: LinkSession, code: string): JsonObject {
  const login = requireLogin(session);
  if (code.trim() !== MFA_CODE)
    throw new PlaidFailure("INVALID_MFA", "the code is not the sandbox's", "That code was not right. Try again.");
  login.isCodeDue = false;
  return continueAfterLogin(sandbox, session);
}

/** What comes once somebody has signed in: the choice of accounts or, in update mode without it, the end. */
export function continueAfterLogin(sandbox: Sandbox, session: LinkSession): JsonObject {
  if (session.repairs !== null && !session.token.accountSelection)
    return finish(sandbox, session, session.repairs.selectedAccountIds);
  return { next: "accounts", accounts: offeredAccounts(sandbox, requireLogin(session).item) };
}

/** Shares the ticked accounts and ends the session. Errors: INVALID_ACCOUNT_ID for none or a foreign one, INVALID_MFA while a code is due. */
export function chooseAccounts(sandbox: Sandbox, session: LinkSession, accountIds: string[]): JsonObject {
  const { item, isCodeDue } = requireLogin(session);
  if (isCodeDue) throw new PlaidFailure("INVALID_MFA", "a code is due first");
  const offered = new Set(offeredAccounts(sandbox, item).map((account) => account.account_id));
  if (accountIds.length === 0 || !accountIds.every((id) => offered.has(id))) {
    throw new PlaidFailure(
      "INVALID_ACCOUNT_ID",
      "at least one of the offered accounts must be chosen",
      "Choose at least one account.",
    );
  }
  return finish(sandbox, session, accountIds);
}

function finish(sandbox: Sandbox, session: LinkSession, accountIds: string[] | null): JsonObject {
  const { item, institution, customUser } = requireLogin(session);
  if (item.removed)
    throw new PlaidFailure("ITEM_NOT_FOUND", "this Item was removed", "This connection was removed. Link it anew.");
  const isConsentLacking = item.error === CONSENT_ERROR && !session.token.addedConsents.includes("investments");
  const error = isConsentLacking ? CONSENT_ERROR : null;
  Object.assign(item, {
    selectedAccountIds: accountIds,
    customUser,
    error,
    announcedError: error,
    consentExpiresAt: null,
  });
  sandbox.pictures.forget(item.itemId);
  const publicToken = issuePublicToken(sandbox, item);
  const metadata = successMetadata(sandbox, item, institution, session.record.linkSessionId);
  Object.assign(session.record, {
    finishedAt: sandbox.clock.now().toISOString(),
    publicToken,
    accounts: metadata.accounts,
  });
  sandbox.store.save();
  return { next: "connected", public_token: publicToken, metadata };
}

function requireLogin(session: LinkSession): NonNullable<LinkSession["login"]> {
  if (session.login === null) throw new PlaidFailure("INVALID_CREDENTIALS", "nobody has signed in yet");
  return session.login;
}
