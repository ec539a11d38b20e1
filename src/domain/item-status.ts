/** State of an Item, orthogonal to `expiresAt` and `limitedUntil`. Syncing is a live lease, not a state. */
export const ITEM_STATES = [
  "ok",
  "preparing",
  "reauth_required",
  "consent_required",
  "suspect",
  "institution_unavailable",
  "unsupported",
  "disconnected",
  "key_unavailable",
] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** States that only the user can end: scheduled work and that of webhooks rests until then. */
export const RESTING_STATES: readonly ItemState[] = [
  "reauth_required",
  "consent_required",
  "unsupported",
  "disconnected",
];

/**
 * Whether background work leaves the Item alone: only its user can help, and no webhook says that somebody did. One that Plaid
 * reports gone rests for ever.
 */
export function isResting({ state, webhookFence }: { state: ItemState; webhookFence: bigint | null }): boolean {
  return RESTING_STATES.includes(state) && (webhookFence === null || state === "disconnected");
}

/** Why a refresh failed for a reason of ours rather than one of Plaid's codes. */
export const REFRESH_REASONS = [
  "suspect_empty",
  "suspect_withdrawn",
  "unreachable",
  "timeout",
  "bad_answer",
  "unstable_pages",
  "unrepresentable_number",
  "key_unavailable",
  "token_lost",
  "limited",
  "unlinked",
  "clock_behind",
  "superseded",
  "busy",
  "internal",
] as const;
export type RefreshReason = (typeof REFRESH_REASONS)[number];
