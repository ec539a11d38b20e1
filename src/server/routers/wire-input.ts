import * as z from "zod";

type Unread<Fields> = { readonly [Name in keyof Fields]?: unknown };

/**
 * An input that clients see typed and nobody checks here: the operation's contract does, so that both transports refuse
 * alike. What is not an object counts as `{}`.
 */
export function wireInput<Fields extends object>(): z.ZodType<Unread<Fields>, Fields> {
  return z.unknown().transform((input) => (isRecord(input) ? input : {})) as z.ZodType<Unread<Fields>, Fields>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
