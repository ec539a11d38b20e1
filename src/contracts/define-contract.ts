import type * as z from "zod";
import type { ApiKeyScope } from "@/domain/api-keys";
import { AppError, type ErrorCode } from "@/domain/errors";

/**
 * One operation as callers see it. `read` turns the wire's snake_case into the service's input, `write` the service's result
 * into the wire's body; both transports go through the same contract.
 */
export type Contract<Input, Result> = {
  readonly method: "POST" | "GET";
  readonly path: string;
  /** What an API key must be good for. */
  readonly scope: ApiKeyScope;
  /** Wire names of the required fields, in the order in which they are reported. */
  readonly requires: readonly string[];
  /** Optional wire fields. */
  readonly accepts: readonly string[];
  readonly input: z.ZodType<Input>;
  readonly output: z.ZodType;
  readonly write: (result: Result) => Reply;
  /** What an unexpected failure is called. */
  readonly failure: ErrorCode;
};

/** A success: status, body, and headers beyond the common ones. */
export type Reply = {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Identity with inference of `Input` and `Result`. */
export function defineContract<Input, Result>(contract: Contract<Input, Result>): Contract<Input, Result> {
  return contract;
}

/**
 * Reads a request body by its contract; whatever is not a JSON object counts as `{}`.
 * Errors: MISSING_FIELDS before all others, then the first malformed field in the contract's order.
 */
export function readRequest<Input>(contract: Contract<Input, never>, body: unknown): Input {
  const fields = isRecord(body) ? body : {};
  if (contract.requires.some((name) => isAbsent(own(fields, name)))) {
    throw new AppError("MISSING_FIELDS", { text: `Missing ${contract.requires.join(" or ")}` });
  }
  const known = [...contract.requires, ...contract.accepts].map((name) => [name, own(fields, name)] as const);
  const parsed = contract.input.safeParse(Object.fromEntries(known));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const code = issue?.code === "custom" ? (issue.params?.code as ErrorCode | undefined) : undefined;
  throw code
    ? new AppError(code)
    : new AppError("INVALID_FIELD", { text: `Invalid ${String(issue?.path[0] ?? "request")}` });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function own(fields: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Missing, null, empty, only white space, or neither string nor integer. */
function isAbsent(value: unknown): boolean {
  return typeof value === "string" ? value.trim() === "" : !Number.isInteger(value);
}
