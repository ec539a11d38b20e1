declare const brand: unique symbol;

/** The opened access token of one Item: text that goes to Plaid and nowhere else, neither a log nor a page nor an error. */
export type AccessToken = string & { readonly [brand]: "AccessToken" };

/** Marks a text as the access token it is: what was unsealed, or what Plaid just handed out. */
export function toAccessToken(text: string): AccessToken {
  return text as AccessToken;
}
