import { parse } from "lossless-json";

/** A piece of JSON text that is printed as it stands: a number digit by digit, or a whole value rendered before. */
export class RawJson {
  constructor(readonly text: string) {}
}

export type JsonValue = string | number | boolean | null | RawJson | JsonValue[] | JsonObject;
export type JsonObject = { [key: string]: JsonValue | undefined };

/** A decimal as a JSON number with exactly the digits of `text` ("1.10" stays 1.10). */
export function rawNumber(text: string): RawJson {
  return new RawJson(text);
}

/** JSON text of `value`; raw pieces appear verbatim and keys that are undefined are left out. */
export function render(value: JsonValue): string {
  if (value === null) return "null";
  if (value instanceof RawJson) return value.text;
  if (Array.isArray(value)) return `[${value.map(render).join(",")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const members: string[] = [];
  for (const key of Object.keys(value)) {
    const member = value[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${render(member)}`);
  }
  return `{${members.join(",")}}`;
}

/**
 * Reads JSON text, keeping every number as its source digits.
 * Errors: SyntaxError when the text is not JSON.
 */
export function parseLossless(text: string): JsonValue {
  return parse(text, null, (digits) => new RawJson(digits)) as JsonValue;
}

/** True for a plain JSON object: neither null, nor an array, nor a raw piece. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof RawJson);
}
