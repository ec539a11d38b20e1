import type { ApiKeyScope } from "@/domain/api-keys";

/** What a key may do. */
export const SCOPE_TEXTS = {
  link: "link brokerages",
  refresh: "refresh one brokerage",
  refresh_all: "refresh every brokerage at once",
  read: "read what a refresh did",
} as const satisfies Record<ApiKeyScope, string>;

/** How long a key may last, in days; null: until it is revoked. */
export const LIFETIMES = [
  { days: 30, label: "30 days" },
  { days: 90, label: "90 days" },
  { days: 365, label: "1 year" },
  { days: null, label: "Does not expire" },
] as const;
