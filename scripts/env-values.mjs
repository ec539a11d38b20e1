// How one variable's text becomes a value. Each reader throws an Error that completes the sentence "NAME …" and
// never repeats the text: it may be a secret, or hold one (a password in a database URL).
import net from "node:net";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether a URL's host (as `URL.hostname` writes it) can only mean this machine. */
export const isLoopbackHost = (/** @type {string} */ hostname) => LOOPBACK.test(hostname);

/** @param {string} value */
export const text = (value) => value;

/** @param {string} value */
export const list = (value) => value.split(",");

/**
 * @param {number} min
 * @param {number} max
 */
export const wholeNumber = (min, max) => (/** @type {string} */ value) => {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= min && number <= max)) throw new Error(`must be a whole number from ${min} to ${max}`);
  return number;
};

/**
 * @template {string} T
 * @param {...T} allowed
 */
export const oneOf =
  (...allowed) =>
  (/** @type {string} */ value) => {
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw new Error(`must be ${allowed.slice(0, -1).join(", ")} or ${allowed.at(-1)}`);
    return found;
  };

/** @typedef {"fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent"} LogLevel */
export const logLevel = /** @type {(value: string) => LogLevel} */ (
  oneOf("fatal", "error", "warn", "info", "debug", "trace", "silent")
);

/** @param {string} value */
export function host(value) {
  const isName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(value);
  if (net.isIP(value) === 0 && !isName) throw new Error("must be an IP address or a host name");
  return value;
}

/** @param {string} value */
export function timeZone(value) {
  try {
    // Offsets such as +05:45 pass Intl on some Nodes, but PostgreSQL reads their sign the other way round.
    if (!/^[A-Za-z]/.test(value)) throw new Error();
    new Intl.DateTimeFormat("en", { timeZone: value });
    return value; // not Intl's canonical name: it lags behind (Asia/Katmandu)
  } catch {
    throw new Error("must be an IANA time zone such as America/New_York");
  }
}

/** @param {string} value */
export function countryCodes(value) {
  const codes = [
    ...new Set(
      value
        .split(",")
        .map((code) => code.trim().toUpperCase())
        .filter(Boolean),
    ),
  ];
  if (codes.length === 0 || !codes.every((code) => /^[A-Z]{2}$/.test(code)))
    throw new Error("must be two-letter country codes, separated by commas");
  return codes;
}

/** @param {string} value */
export function language(value) {
  if (!/^[a-z]{2}$/i.test(value)) throw new Error("must be a two-letter language code");
  return value.toLowerCase();
}

/**
 * @param {string} value
 * @returns {URL | null}
 */
function parseUrl(value) {
  try {
    return new URL(value);
  } catch {
    return null;
  }
}

/** An origin and nothing else: no credentials, path, query or fragment. */
const isBareOrigin = (/** @type {URL} */ url) =>
  (url.protocol === "https:" || url.protocol === "http:") &&
  !url.username &&
  !url.password &&
  url.pathname === "/" &&
  !url.search &&
  !url.hash;

/** @param {string} value */
export function postgresUrl(value) {
  const url = parseUrl(value);
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || url.pathname.length < 2) {
    throw new Error(
      "must be postgresql://user:password@host:port/database (write @ : / # in a password as %40 %3A %2F %23)",
    );
  }
  return value;
}

/** @param {string} value */
export function loopbackOrigin(value) {
  const url = parseUrl(value);
  if (!url || !isBareOrigin(url) || !isLoopbackHost(url.hostname))
    throw new Error("must be a loopback address such as http://127.0.0.1:3010");
  return url.origin;
}

/** @param {string} value */
export function appUrl(value) {
  const url = parseUrl(value);
  if (!url || !isBareOrigin(url) || (url.protocol === "http:" && !isLoopbackHost(url.hostname))) {
    throw new Error("must be an address such as https://invest.example.com, without a path (http only for localhost)");
  }
  return url.origin;
}

/** @param {string} value */
export function oauthReturn(value) {
  const url = parseUrl(value);
  const isSecure = url && (url.protocol === "https:" || (url.protocol === "http:" && isLoopbackHost(url.hostname)));
  if (
    !url ||
    !isSecure ||
    url.username ||
    url.password ||
    url.search ||
    url.hash ||
    url.pathname !== "/connections/oauth-return"
  ) {
    throw new Error("must be APP_URL followed by /connections/oauth-return");
  }
  return url.href;
}

/**
 * Plaid's environment by name, or the origin of a loopback stand-in. Any other host could be sent real keys.
 * @param {string} value
 * @returns {"sandbox" | "production" | (string & {})}
 */
export function plaidEnv(value) {
  if (value === "sandbox" || value === "production") return value;
  const url = parseUrl(value);
  if (!url || !isBareOrigin(url) || !isLoopbackHost(url.hostname))
    throw new Error("must be sandbox, production or a loopback URL");
  return url.origin;
}

const MIN_SECRET_BYTES = 32;

/** The file that an APP_SECRET names; null when it is the keys themselves. @param {string} value */
export const secretFile = (value) => (value.startsWith("file:") ? value.slice("file:".length) : null);

/**
 * Keys, current first. `file:/path` names a file that holds the same text.
 * @param {(file: string) => string} readFile
 */
export const secrets = (readFile) => (/** @type {string} */ value) => {
  let list = value;
  const file = secretFile(value);
  if (file !== null) {
    try {
      list = readFile(file);
    } catch {
      throw new Error("names a file that cannot be read");
    }
  }
  const keys = list
    .trim()
    .split(",")
    .map((key) => key.trim());
  return keys.map((key) => {
    const isBase64 = /^([A-Za-z0-9+/]+|[A-Za-z0-9_-]+)={0,2}$/.test(key);
    const bytes = isBase64 ? Buffer.from(key, "base64") : Buffer.alloc(0);
    if (bytes.length < MIN_SECRET_BYTES)
      throw new Error(`must be base64 of at least ${MIN_SECRET_BYTES} random bytes (openssl rand -base64 32)`);
    return new Uint8Array(bytes);
  });
};
