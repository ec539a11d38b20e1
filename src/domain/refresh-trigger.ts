/** What a refresh run is put down to: a person, a program, Plaid's webhook, the clock, or a brokerage just linked. */
export type RefreshTrigger = "user" | "api" | "webhook" | "schedule" | "link";
