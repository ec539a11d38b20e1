import { AppError, ProviderError } from "@/domain/errors";
import { isSecretKey, type Redactor } from "@/server/platform/redact";

const MAX_STRING_CHARS = 2_048;
const MAX_DEPTH = 6;
const MAX_ENTRIES = 50;
const MAX_STACK_LINES = 20;
const ELLIPSIS = "…";

/** What is left of a line's room, in bytes of JSON, shared by everything that goes on the line. */
export type Budget = { bytes: number };

export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

type Pass = { readonly redact: Redactor; readonly budget: Budget; readonly open: readonly object[] };

const jsonBytes = (value: Plain) => Buffer.byteLength(JSON.stringify(value));

/** Redacted first and cut afterwards, so that no cut can leave the recognisable half of a token behind. */
export function boundedText(text: string, redact: Redactor, budget: Budget): string {
  const clean = redact(text);
  let length = Math.min(clean.length, MAX_STRING_CHARS, Math.max(0, budget.bytes));
  let cut = length < clean.length ? clean.slice(0, length) + ELLIPSIS : clean;
  while (length > 0 && jsonBytes(cut) > budget.bytes) {
    length = Math.floor(length / 2);
    cut = clean.slice(0, length) + ELLIPSIS;
  }
  budget.bytes -= jsonBytes(cut);
  return cut;
}

function ownFields(error: Error): Record<string, unknown> {
  if (error instanceof ProviderError) return { failure: error.failure };
  // A cause is followed only from an error of ours: a foreign one may hang a whole request, headers and all, on its own.
  if (error instanceof AppError) return { provider: error.provider ?? undefined, cause: error.cause };
  return {};
}

/** Name, code, message, stack; of any other property of a foreign error, nothing. */
function errorFields(error: Error): Record<string, unknown> {
  const code: unknown = "code" in error ? error.code : undefined;
  return {
    name: error.name,
    code: typeof code === "string" || typeof code === "number" ? code : undefined,
    message: error.message,
    stack: error.stack?.split("\n").slice(0, MAX_STACK_LINES).join("\n"),
    ...ownFields(error),
  };
}

function objectForm(value: object): unknown {
  if (value instanceof Error) return errorFields(value);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (value instanceof Map || value instanceof Set) return [...value].slice(0, MAX_ENTRIES);
  const toJson: unknown = "toJSON" in value ? value.toJSON : undefined;
  return typeof toJson === "function" ? toJson.call(value) : value;
}

function plainEntries(value: object, pass: Pass): Plain {
  pass.budget.bytes -= 2;
  if (Array.isArray(value)) {
    const items: Plain[] = [];
    for (const item of value.slice(0, MAX_ENTRIES)) if (pass.budget.bytes > 0) items.push(toPlain(item, pass));
    return items;
  }
  const fields: [string, Plain][] = [];
  for (const key of Object.keys(value).slice(0, MAX_ENTRIES)) {
    const entry: unknown = Reflect.get(value, key);
    if (pass.budget.bytes <= 0 || entry === undefined || typeof entry === "function") continue;
    const name = boundedText(key, pass.redact, pass.budget);
    fields.push([name, isSecretKey(key) ? boundedText("[redacted]", pass.redact, pass.budget) : toPlain(entry, pass)]);
  }
  return Object.fromEntries(fields);
}

function plainObject(value: object, pass: Pass): Plain {
  if (pass.open.includes(value)) return toPlain("[circular]", pass);
  if (pass.open.length >= MAX_DEPTH) return toPlain("[deep]", pass);
  try {
    const form = objectForm(value);
    const inner: Pass = { ...pass, open: [...pass.open, value] };
    return typeof form === "object" && form !== null ? plainEntries(form, inner) : toPlain(form, inner);
  } catch {
    return toPlain("[unreadable]", pass);
  }
}

function toPlain(value: unknown, pass: Pass): Plain {
  pass.budget.bytes -= 2;
  if (typeof value === "object" && value !== null) return plainObject(value, pass);
  if (typeof value === "string" || typeof value === "bigint" || typeof value === "symbol")
    return boundedText(String(value), pass.redact, pass.budget);
  const plain = typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value)) ? value : null;
  pass.budget.bytes -= jsonBytes(plain);
  return plain;
}

/** Any fields as plain JSON data: bounded, redacted, without cycles, and never throwing, whatever a getter does. */
export function boundedFields(fields: object, redact: Redactor, budget: Budget): { [key: string]: Plain } {
  const plain = toPlain(fields, { redact, budget, open: [] });
  return typeof plain === "object" && plain !== null && !Array.isArray(plain) ? plain : { value: plain };
}
