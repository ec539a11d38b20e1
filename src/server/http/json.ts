import { AppError } from "@/domain/errors";

const MAX_DEPTH = 32;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** Whether a `Content-Type` says JSON, parameters aside. */
export function isJsonType(contentType: string | null): boolean {
  const type = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  return type === "application/json" || /^application\/[\w.-]+\+json$/.test(type);
}

/** The value of a JSON text; undefined when it is malformed or not UTF-8. Errors: INVALID_FIELD when it is nested deeper than 32. */
export function parseJson(bytes: Uint8Array): unknown {
  requireShallow(bytes);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** Before anything parses the text, so that a hostile nesting costs one pass. Errors: INVALID_FIELD when it is deeper than 32. */
export function requireShallow(bytes: Uint8Array): void {
  if (isTooDeep(bytes)) throw new AppError("INVALID_FIELD", { text: "Bad Request" });
}

/** In UTF-8 these bytes never occur inside a character. */
function isTooDeep(bytes: Uint8Array): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (inString) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (OPENING.has(byte) && ++depth > MAX_DEPTH) return true;
    else if (CLOSING.has(byte)) depth--;
  }
  return false;
}
