import type * as z from "zod";
import type { Json } from "@/domain/entities";
import { AnswerError } from "./answer-error";
import { parseLosslessJson } from "./lossless-json";

/** Escapes that may stand for what no text column takes: NUL, and halves of surrogate pairs. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * Reads a JSON text with every number as the text that stood in the answer, so that no digit is lost.
 * A NUL character, and half of a surrogate pair (a name that was cut in the middle of an emoji), becomes U+FFFD.
 * Errors: AnswerError `bad_answer` for anything that is not one JSON value.
 */
export function parseJson(text: string): Json {
  try {
    const value = parseLosslessJson(text);
    return UNSTORABLE.test(text) ? withStorableText(value) : value;
  } catch {
    throw new AnswerError("bad_answer", "json");
  }
}

const storable = (text: string) => text.replaceAll("\0", "\ufffd").replace(LONE_SURROGATE, "\ufffd");

function withStorableText(value: Json): Json {
  if (typeof value === "string") return storable(value);
  if (value === null || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(withStorableText);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [storable(key), withStorableText(entry)]));
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
