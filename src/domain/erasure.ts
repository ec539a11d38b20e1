/** Kinds of rows that are deleted with an Item, in the order in which they go. */
export const ERASED_KINDS = [
  "refreshRuns",
  "refreshChanges",
  "refreshes",
  "transactions",
  "holdingVersions",
  "holdings",
  "accountDays",
  "webhooks",
  "accounts",
] as const;

/** How many rows of each kind were deleted. */
export type ErasedCounts = Readonly<Record<(typeof ERASED_KINDS)[number], number>>;

/**
 * What became of the Item at Plaid. `already_gone`: Plaid did not know it any more. `unreachable`: nobody has the access token that
 * removes it. `relinked`: its user linked it again before it was removed.
 */
export type RemovalOutcome = "removed" | "already_gone" | "unreachable" | "relinked";

/** Sum of the rows that several erasures deleted. */
export function addErased(counts: readonly ErasedCounts[]): ErasedCounts {
  const sum = (kind: (typeof ERASED_KINDS)[number]) => counts.reduce((total, one) => total + one[kind], 0);
  return Object.fromEntries(ERASED_KINDS.map((kind) => [kind, sum(kind)])) as ErasedCounts;
}

/** What would be deleted with an Item now, in the kinds that people know. */
export type StoredCounts = Pick<ErasedCounts, "accounts" | "holdings" | "transactions" | "refreshes">;
