import type { AttentionKind, AttentionSeverity } from "@/domain/attention";

/** In the order in which they stand. */
export const SEVERITY_TEXTS = {
  high: "Act now",
  medium: "Look at it",
  low: "Good to know",
} as const satisfies Record<AttentionSeverity, string>;

export const KIND_TEXTS = {
  state: "Connection",
  failing: "Refreshes keep failing",
  failed: "Last refresh failed",
  stale: "Old data",
  provider_stale: "Plaid's data is old",
  access_ends: "Consent ends",
  duplicate: "Linked twice",
  new_accounts: "New accounts",
  missing_basis: "Cost unknown",
  stale_prices: "Old prices",
  unknown_types: "Unknown transactions",
  undescribed_securities: "Unknown securities",
  no_webhooks: "No webhooks",
} as const satisfies Record<AttentionKind, string>;
