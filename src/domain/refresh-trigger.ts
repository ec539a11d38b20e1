/** What a refresh run is put down to: a person, a program, Plaid's webhook, the clock, or a brokerage just linked. */
export const REFRESH_TRIGGERS = ["user", "api", "webhook", "schedule", "link"] as const;
export type RefreshTrigger = (typeof REFRESH_TRIGGERS)[number];
