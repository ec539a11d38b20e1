/** Calls that Plaid takes within a minute, of one Item (null: as many as of the client) and of one client id. */
export type CallLimit = { readonly perItem: number | null; readonly perClient: number };
export type CallLimits = Readonly<Record<string, CallLimit>>;

/**
 * What Plaid publishes, by environment and path; a path that is not named has no limit of ours.
 * Source: Plaid, errors/rate-limit-exceeded.
 */
export const PUBLISHED_LIMITS: Readonly<Record<"sandbox" | "production", CallLimits>> = {
  sandbox: {
    "/investments/holdings/get": { perItem: 100, perClient: 1_000 },
    "/investments/transactions/get": { perItem: 100, perClient: 1_000 },
    "/accounts/get": { perItem: 100, perClient: 5_000 },
    "/item/get": { perItem: 40, perClient: 5_000 },
    "/item/remove": { perItem: 100, perClient: 500 },
    "/institutions/get_by_id": { perItem: null, perClient: 400 },
  },
  production: {
    "/investments/holdings/get": { perItem: 15, perClient: 2_000 },
    "/investments/transactions/get": { perItem: 30, perClient: 20_000 },
    "/accounts/get": { perItem: 15, perClient: 15_000 },
    "/item/get": { perItem: 15, perClient: 5_000 },
    "/item/remove": { perItem: 30, perClient: 2_000 },
    "/institutions/get_by_id": { perItem: null, perClient: 400 },
  },
};
