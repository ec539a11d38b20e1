const BEARER = /^bearer +(\S+)$/i;

/**
 * The API key that a request comes with; null when it brings none at all. What is no key, or two that differ, gives a text
 * that no key has.
 */
export function givenApiKey(headers: Headers): string | null {
  const authorization = headers.get("authorization");
  const given = [authorization && (BEARER.exec(authorization)?.[1] ?? ""), headers.get("x-api-key")];
  const keys = new Set(given.filter((key) => key !== null));
  if (keys.size === 0) return null;
  return keys.size === 1 ? ([...keys][0] ?? "") : "";
}
