/** What Link tells of a login before it is exchanged. Claimed by the browser: it decides what is asked, never what is stored. */
export type LinkedLogin = {
  readonly institutionId: string | null;
  readonly accounts: readonly { readonly name: string; readonly mask: string | null }[];
};

/** A brokerage of the user's that a new login looks like. */
export type DuplicateOffer = {
  itemId: string;
  institutionName: string | null;
  /** `same`: all of its accounts are linked already; `some`: some are; `unclear`: accounts without numbers, so nobody can tell. */
  likeness: "same" | "some" | "unclear";
  linkedAccounts: string[];
  newAccounts: string[];
};
