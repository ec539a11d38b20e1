const HIDDEN = "[redacted]";
// Plaid's tokens begin with what they are and where they are good: access-sandbox-…, public-production-…, link-sandbox-…
const PLAID_TOKEN = /(?:access|public|link|processor|asset-report)-[a-z0-9]+-[a-z0-9_-]{8,}/gi;
// Our own keys: what they begin with names them and opens nothing.
const API_KEY = /\b(pi_[a-z]+_[0-9a-f]{16})_[A-Za-z0-9_-]{43}/g;
const URL_CREDENTIALS = /\/\/[^\s/@"']*:[^\s/@"']*@/g;
const AUTHORIZATION = /\b(bearer|basic)\s+[a-z0-9._~+/=-]{8,}/gi;
const SECRET_KEY =
  /secret|passw|passphrase|authorization|cookie|credential|signature|(?:access|public|link|api|bearer|refresh|session|csrf|processor)[-_]?token|^token$|api[-_]?key|private[-_]?key/i;

export type Redactor = (text: string) => string;

/** Whether a field of this name is never written, whatever it holds. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key);
}

/** Takes out of a text whatever looks like a credential, and every one of `secrets` wherever it stands. */
export function createRedactor(secrets: readonly string[] = []): Redactor {
  const known = secrets.filter((secret) => secret.length >= 8).sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const secret of known) clean = clean.replaceAll(secret, HIDDEN);
    return clean
      .replace(PLAID_TOKEN, HIDDEN)
      .replace(API_KEY, `$1_${HIDDEN}`)
      .replace(URL_CREDENTIALS, `//${HIDDEN}@`)
      .replace(AUTHORIZATION, `$1 ${HIDDEN}`);
  };
}
