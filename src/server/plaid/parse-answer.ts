import type * as z from "zod";
import type { Json } from "@/domain/entities";
import { withoutDirections } from "@/domain/shown-text";
import { AnswerError } from "./answer-error";
import { parseLosslessJson } from "./lossless-json";

/** What no text column takes, NUL and halves of surrogate pairs, which JSON has as escapes; and what sets a direction of writing. */
const UNFIT = /\\u(?:0000|d[89a-f]|061c|20(?:0[ef]|2[a-e]|6[6-9]))|\p{Bidi_Control}/iu;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * Reads a JSON text with every number as the text that stood in the answer, so that no digit is lost.
 * A NUL character, and half of a surrogate pair (a name that was cut in the middle of an emoji), becomes U+FFFD; what would turn
 * round the text beside it is left out.
 * Errors: AnswerError `bad_answer` for anything that is not one JSON value.
 */
export function parseJson(text: string): Json {
  try {
    const value = parseLosslessJson(text);
    return UNFIT.test(text) ? withFitTexts(value) : value;
  } catch {
    throw new AnswerError("bad_answer", "json");
  }
}

const fitting = (text: string) => withoutDirections(text.replaceAll("\0", "\ufffd").replace(LONE_SURROGATE, "\ufffd"));

function withFitTexts(value: Json): Json {
  if (typeof value === "string") return fitting(value);
  if (value === null || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(withFitTexts);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [fitting(key), withFitTexts(entry)]));
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
