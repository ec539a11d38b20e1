type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * A value as one text, whichever order its keys came in: keys sorted at every level, nothing between the parts.
 * Source: RFC 8785, for texts, booleans, null and integers.
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(",")}}`;
}
