import type { Method } from "./boundary";

/**
 * Who may come in. `rest`: callers of the REST API (`identifyRestCaller`); `procedures`: anybody up to the procedure, each
 * of which is classified below; `webhook`: whoever signs the body with a key of Plaid's; `public`: everyone, nothing of a
 * user's is told.
 */
export type Access = "rest" | "procedures" | "webhook" | "public";

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

/** Every procedure; `user`: the signed-in user's own data and nobody else's. */
export const PROCEDURE_ACCESS: Readonly<Record<string, "user">> = {
  "items.disconnect": "user",
  "items.list": "user",
  "link.exchangePublicToken": "user",
  "link.generateLinkToken": "user",
  "link.generateUpdateLinkToken": "user",
  "portfolio.holdings": "user",
  "portfolio.overview": "user",
  "refreshes.followRun": "user",
  "refreshes.getRun": "user",
  "refreshes.listRuns": "user",
  "refreshes.refreshAll": "user",
  "refreshes.refreshItem": "user",
  "refreshes.start": "user",
};
