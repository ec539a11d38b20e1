/** What a passage through Link is for: a new Item, or update mode of one that exists. */
export type LinkPurpose = "link" | "reconnect" | "add_accounts";

/** How long after a Link token was asked for something may come of it. */
export const LINK_INTENT_OPEN_MS = 4 * 3_600_000;

/** Link tokens of a user that nothing has come of. */
export const LINK_INTENTS_PER_USER = 50;
