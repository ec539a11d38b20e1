/**
 * The Link token that this tab left with, for when a bank returns to it. Only this tab knows it; another one is told by the
 * server which session of the user is open. Storage may be refused: then the server tells as well.
 */
const KEY = "link-token";

export function rememberLinkToken(token: string): void {
  try {
    sessionStorage.setItem(KEY, token);
  } catch {
    // Nothing is lost but the choice between several open sessions.
  }
}

export function recallLinkToken(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function forgetLinkToken(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Then it was not remembered either.
  }
}
