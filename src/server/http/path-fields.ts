/**
 * The variable parts of a URL's path by the names that `template` gives them in braces: `/runs/{run_id}` → `run_id`.
 * A part that is not well-formed percent-encoding stays as it was sent.
 */
export function readPathFields(template: string, url: string): Record<string, string> {
  const parts = new URL(url).pathname.split("/");
  const names = template.split("/").map((part) => /^\{(.+)\}$/.exec(part)?.[1]);
  const fields = names.flatMap((name, at) => (name === undefined ? [] : [[name, decoded(parts[at] ?? "")] as const]));
  return Object.fromEntries(fields);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
