import type * as z from "zod";
import type { Json } from "@/domain/entities";
import { AnswerError } from "./answer-error";
import { parseLosslessJson } from "./lossless-json";

/**
 * Reads a JSON text with every number as the text that stood in the answer, so that no digit is lost.
 * A NUL character, which no text column takes, becomes U+FFFD.
 * Errors: AnswerError `bad_answer` for anything that is not one JSON value.
 */
export function parseJson(text: string): Json {
  try {
    const value = parseLosslessJson(text);
    return text.includes("\\u0000") ? withoutNul(value) : value;
  } catch {
    throw new AnswerError("bad_answer", "json");
  }
}

function withoutNul(value: Json): Json {
  if (typeof value === "string") return value.replaceAll("\0", "\ufffd");
  if (value === null || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(withoutNul);
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key.replaceAll("\0", "\ufffd"), withoutNul(entry)]),
  );
}

/**
 * Reads a body by its schema.
 * Errors: AnswerError `bad_answer` naming the first field that is missing or of another type.
 */
export function parseAnswer<Wire>(schema: z.ZodType<Wire>, text: string): Wire {
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new AnswerError("bad_answer", parsed.error.issues[0]?.path.join(".") || "body");
}
