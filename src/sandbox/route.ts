import * as z from "zod";
import { PlaidFailure } from "@/sandbox/errors";
import type { JsonObject } from "@/sandbox/json";
import type { Sandbox } from "@/sandbox/sandbox";

/** One Plaid path: `answer` takes a body already checked and returns the answer without its request id. */
export type Route = { path: string; answer(sandbox: Sandbox, body: unknown): JsonObject };

const credentials = { client_id: z.string().optional(), secret: z.string().optional() };

/** A known key whose contents the sandbox does not look at. */
export const ignored = z.unknown().optional();

/** A route whose body has exactly the keys of `fields`, besides the credentials. */
export function defineRoute<F extends z.ZodRawShape>(
  path: string,
  fields: F,
  answer: (sandbox: Sandbox, body: z.infer<z.ZodObject<F>>) => JsonObject,
): Route {
  const schema = z.strictObject({ ...credentials, ...fields });
  return {
    path,
    answer(sandbox, body) {
      const parsed = schema.safeParse(body, { reportInput: true });
      if (!parsed.success) throw refusalOf(parsed.error.issues);
      return answer(sandbox, parsed.data as unknown as z.infer<z.ZodObject<F>>);
    },
  };
}

function nameOf(issue: z.core.$ZodIssue, key?: string): string {
  return [...issue.path, ...(key === undefined ? [] : [key])].map(String).join(".") || "body";
}

/** Plaid names unknown keys first, then missing ones, then values that are wrong. */
function refusalOf(issues: readonly z.core.$ZodIssue[]): PlaidFailure {
  const unknown = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => nameOf(issue, key)) : [],
  );
  if (unknown.length > 0)
    return new PlaidFailure("UNKNOWN_FIELDS", `these fields are not known here: ${unknown.join(", ")}`);
  const missing = issues.filter((issue) => issue.input === undefined);
  if (missing.length > 0) {
    return new PlaidFailure(
      "MISSING_FIELDS",
      `these fields are required: ${missing.map((issue) => nameOf(issue)).join(", ")}`,
    );
  }
  const [first] = issues;
  if (first === undefined) return new PlaidFailure("INVALID_BODY", "the body cannot be used");
  return new PlaidFailure("INVALID_FIELD", `${nameOf(first)}: ${first.message}`);
}
