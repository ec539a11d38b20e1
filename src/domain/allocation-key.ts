/** What holdings are weighed by, within one currency. */
export const ALLOCATION_KEYS = ["type", "sector", "account", "security"] as const;
export type AllocationKey = (typeof ALLOCATION_KEYS)[number];
