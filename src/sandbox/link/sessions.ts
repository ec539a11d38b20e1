import { randomUUID } from "node:crypto";
import { PlaidFailure } from "@/sandbox/errors";
import type { InstitutionProfile } from "@/sandbox/institutions/catalogue";
import type { Sandbox } from "@/sandbox/sandbox";
import type { LinkSessionRecord, LinkTokenRecord, SandboxItem } from "@/sandbox/state";

/** The person's way to a bank's own site and back. */
export type BankVisit = {
  readonly stateId: string;
  readonly institution: InstitutionProfile;
  outcome: "open" | "allowed" | "denied";
  /** Whether Link has gone on from it, which it does once. */
  isProcessed: boolean;
};

/** One opening of Link. It lives in memory; only its beginning and its result are kept. */
export type LinkSession = {
  record: LinkSessionRecord;
  token: LinkTokenRecord;
  /** The Item under repair; null = a new one is linked. */
  repairs: SandboxItem | null;
  /** Set once a login was accepted. */
  login: { institution: InstitutionProfile; item: SandboxItem; customUser: string | null; isCodeDue: boolean } | null;
  /** The latest, where people sign in at the bank itself. */
  visit: BankVisit | null;
};

export type Sessions = {
  start(linkToken: string): LinkSession;
  require(sessionId: string): LinkSession;
  /** The session that a bank returns to, opened with the same Link token. Errors: OAUTH_STATE_ID_NOT_FOUND, INCORRECT_LINK_TOKEN. */
  resume(linkToken: string, stateOf: (redirectUri: string | null) => string): LinkSession;
  findByState(stateId: string): LinkSession | undefined;
};

const MOST_SESSIONS = 500;
const MOST_KEPT_PER_TOKEN = 20;

/** Sessions over the Link tokens of a sandbox. */
export function createSessions(sandbox: Sandbox): Sessions {
  const sessions = new Map<string, LinkSession>();
  const findByState = (stateId: string) => [...sessions.values()].find(({ visit }) => visit?.stateId === stateId);
  return {
    findByState,
    resume(linkToken, stateOf) {
      const { token } = requireLinkToken(sandbox, linkToken);
      const session = findByState(stateOf(token.redirectUri));
      if (session === undefined) throw new PlaidFailure("OAUTH_STATE_ID_NOT_FOUND", "nobody left with this state");
      if (session.token !== token)
        throw new PlaidFailure("INCORRECT_LINK_TOKEN", "another Link token left with this state");
      return session;
    },
    start(linkToken) {
      const { token, repairs } = requireLinkToken(sandbox, linkToken);
      const record: LinkSessionRecord = {
        linkSessionId: randomUUID(),
        startedAt: sandbox.clock.now().toISOString(),
        finishedAt: null,
        publicToken: null,
        institutionId: repairs?.institutionId ?? null,
        accounts: [],
      };
      token.sessions = [...token.sessions, record].slice(-MOST_KEPT_PER_TOKEN);
      sandbox.store.save();
      const session: LinkSession = { record, token, repairs, login: null, visit: null };
      sessions.set(record.linkSessionId, session);
      for (const oldest of sessions.keys()) {
        if (sessions.size <= MOST_SESSIONS) break;
        sessions.delete(oldest);
      }
      return session;
    },
    require(sessionId) {
      const session = sessions.get(sessionId);
      if (session === undefined)
        throw new PlaidFailure(
          "INVALID_LINK_TOKEN",
          "this Link session is over",
          "This session is over. Close this window and start again.",
        );
      return session;
    },
  };
}

function requireLinkToken(
  { store, clock }: Sandbox,
  linkToken: string,
): { token: LinkTokenRecord; repairs: SandboxItem | null } {
  const token = store.state.linkTokens[linkToken];
  if (token === undefined)
    throw new PlaidFailure("INVALID_LINK_TOKEN", "this Link token was not issued by this sandbox");
  if (Date.parse(token.expiresAt) <= clock.now().getTime())
    throw new PlaidFailure("INVALID_LINK_TOKEN", "this Link token has expired");
  const repairs = token.updateItemId === null ? null : (store.state.items[token.updateItemId] ?? null);
  if (token.updateItemId !== null && (repairs === null || repairs.removed)) {
    throw new PlaidFailure("ITEM_NOT_FOUND", "the Item of this Link token was removed");
  }
  return { token, repairs };
}
