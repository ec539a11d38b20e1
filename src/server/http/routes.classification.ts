import type { Method } from "./boundary";

/**
 * Who may come in. `rest`: callers of the REST API (`identifyRestCaller`); `procedures`: anybody up to the procedure, each
 * of which is classified below; `webhook`: whoever signs the body with a key of Plaid's; `public`: everyone, nothing of a
 * user's is told; `door`: anybody, to prove who they are.
 */
export type Access = "rest" | "door" | "procedures" | "webhook" | "public";

/** Every route × method that answers; any other method of the same route is refused with 405. */
export const ROUTE_ACCESS: Readonly<Record<string, Partial<Record<Method, Access>>>> = {
  "/api/[[...path]]": {
    GET: "public",
    HEAD: "public",
    POST: "public",
    PUT: "public",
    PATCH: "public",
    DELETE: "public",
    OPTIONS: "public",
  },
  "/api/auth/[...all]": { POST: "door" },
  "/api/health": { GET: "public", HEAD: "public" },
  "/api/plaid/investments/exchange_public_token": { POST: "rest" },
  "/api/plaid/investments/generate_link_token": { POST: "rest" },
  "/api/plaid/investments/refresh": { POST: "rest" },
  "/api/plaid/investments/refresh_all": { POST: "rest" },
  "/api/plaid/investments/refresh_runs/[run_id]": { GET: "rest" },
  "/api/plaid/webhook": { POST: "webhook" },
  "/api/ready": { GET: "public", HEAD: "public" },
  "/api/trpc/[trpc]": { GET: "procedures", POST: "procedures" },
};

/**
 * Every page. `session`: it lies in `(dashboard)`, whose layout shows nothing without a session; what it reads it reads
 * through procedures, which ask for one as well. `public`: it shows nothing of a user's.
 */
export const PAGE_ACCESS: Readonly<Record<string, "session" | "public">> = {
  "/": "session",
  "/activity": "session",
  "/connections": "session",
  "/connections/attention": "session",
  "/connections/oauth-return": "session",
  "/connections/runs": "session",
  "/connections/runs/[runId]": "session",
  "/holdings": "session",
  "/holdings/[securityId]": "session",
  "/invitation": "public",
  "/reset": "public",
  "/settings": "session",
  "/setup": "public",
  "/sign-in": "public",
};

/** Every procedure; `user`: the signed-in user's own data and nobody else's. */
export const PROCEDURE_ACCESS: Readonly<Record<string, "user">> = {
  "account.delete": "user",
  "account.changePassword": "user",
  "account.confirm": "user",
  "account.createInvitation": "user",
  "account.endOtherSessions": "user",
  "account.endSession": "user",
  "account.get": "user",
  "account.invitations": "user",
  "account.passkeys": "user",
  "account.removePasskey": "user",
  "account.renamePasskey": "user",
  "account.revokeInvitation": "user",
  "account.sessions": "user",
  "account.update": "user",
  "apiKeys.create": "user",
  "apiKeys.list": "user",
  "apiKeys.revoke": "user",
  "audit.list": "user",
  "audit.recordExport": "user",
  "items.attention": "user",
  "items.disconnect": "user",
  "items.list": "user",
  "items.stored": "user",
  "link.completeUpdate": "user",
  "link.exchangePublicToken": "user",
  "link.findDuplicate": "user",
  "link.generateLinkToken": "user",
  "link.generateUpdateLinkToken": "user",
  "link.resume": "user",
  "portfolio.activity": "user",
  "portfolio.history": "user",
  "portfolio.holdings": "user",
  "portfolio.overview": "user",
  "portfolio.security": "user",
  "portfolio.securityHistory": "user",
  "portfolio.storedSecurity": "user",
  "receipts.get": "user",
  "receipts.list": "user",
  "refreshes.followRun": "user",
  "refreshes.getRun": "user",
  "refreshes.listChanges": "user",
  "refreshes.listRuns": "user",
  "refreshes.refreshAll": "user",
  "refreshes.refreshItem": "user",
  "refreshes.retry": "user",
  "refreshes.start": "user",
};
