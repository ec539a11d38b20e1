import { PlaidFailure } from "@/sandbox/errors";
import { text } from "@/sandbox/fields";
import { findInstitution } from "@/sandbox/institutions/catalogue";
import type { JsonObject } from "@/sandbox/json";
import { defineRoute } from "@/sandbox/route";
import type { LinkSessionRecord } from "@/sandbox/state";

function resultsOf(session: LinkSessionRecord): JsonObject | null {
  if (session.publicToken === null) return null;
  const institution = session.institutionId === null ? null : findInstitution(session.institutionId);
  const added = {
    public_token: session.publicToken,
    accounts: session.accounts.map((account) => ({ ...account })),
    institution: institution && { name: institution.name, institution_id: institution.institutionId },
  };
  return {
    item_add_results: [added],
    cra_item_add_results: [],
    cra_update_results: [],
    bank_income_results: [],
    payroll_income_results: [],
    document_income_results: null,
  };
}

/** A Link token with what came of its sessions. Errors: INVALID_LINK_TOKEN. */
export const linkTokenGet = defineRoute("/link/token/get", { link_token: text }, ({ store }, body) => {
  const record = store.state.linkTokens[body.link_token];
  if (record === undefined)
    throw new PlaidFailure("INVALID_LINK_TOKEN", "this Link token was not issued by this sandbox");
  return {
    link_token: body.link_token,
    created_at: record.createdAt,
    expiration: record.expiresAt,
    link_sessions: record.sessions.map((session) => ({
      link_session_id: session.linkSessionId,
      started_at: session.startedAt,
      finished_at: session.finishedAt,
      events: [],
      results: resultsOf(session),
    })),
    metadata: {
      initial_products: [...record.products],
      webhook: record.webhook,
      country_codes: [...record.countryCodes],
      language: record.language,
      redirect_uri: record.redirectUri,
      client_name: record.clientName,
    },
  };
});
