const ITEM = /(?:"(?:\\.|[^"\\])*"|[^",])+/g;
const RESPOND_ASYNC = /^respond-async(?:\s*=\s*(?:"")?)?\s*$/i;

/**
 * Whether a `Prefer` header asks for `respond-async`, among whatever else it asks for.
 * Source: RFC 7240 §2: a comma list, names in any case, parameters after `;`, an empty value the same as none.
 */
export function prefersAsync(header: string | null): boolean {
  return (header?.match(ITEM) ?? []).some((item) => RESPOND_ASYNC.test((item.split(";")[0] ?? "").trim()));
}
