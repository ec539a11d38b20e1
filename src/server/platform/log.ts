import pino from "pino";
import { getEnv, type Settings, secretValues } from "@/server/platform/env";
import { boundedFields, boundedText, type Plain } from "@/server/platform/log-value";
import { createRedactor } from "@/server/platform/redact";

export type LogLevel = "debug" | "info" | "warn" | "error";

/** Values may be anything at all; an error goes in as `{ error }`. */
export type LogFields = { readonly [field: string]: unknown };

type Write = (message: string, fields?: LogFields) => void;

/** One line of JSON for every call, at most 8 kB long and free of secrets, whatever is handed in. It never throws. */
export type Logger = { readonly [level in LogLevel]: Write } & { child(fields: LogFields): Logger };

export type LoggerOptions = {
  /** The lowest that is written; `fatal` and `silent` write nothing of ours. */
  readonly level: Settings["logLevel"];
  /** Values that must not appear anywhere, beside what the form of a text gives away. */
  readonly secrets?: readonly string[];
  /** Takes one line with its line end; standard output unless given. */
  readonly write?: (line: string) => void;
};

const MAX_LINE_BYTES = 8_192;
const MESSAGE_BYTES = 1_024;
const CONTEXT_BYTES = 1_024;
const FIELD_BYTES = 5_632;
// Level, time, quotes and commas, and the few bytes by which a budget may be overdrawn, have what is left of the line.

const WRITTEN_BY_PINO = new Set(["level", "time", "msg"]);
// JSON lets these stand as they are, but terminals obey some of them and some readers of lines break at others.
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\p{Bidi_Control}]/gu;
const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;

const withoutClashes = (fields: { [key: string]: Plain }) =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [WRITTEN_BY_PINO.has(key) ? `${key}_` : key, value]));

/** The last resort, for a line that escaping made too long: what identifies the event, without its fields. */
function shortened(line: string): string {
  const { level, time, msg, requestId } = JSON.parse(line);
  return `${JSON.stringify({ level, time, requestId: String(requestId ?? "").slice(0, 64), truncated: true, msg: String(msg).slice(0, 256) })}\n`;
}

function safeLine(line: string): string {
  const printable = line.replace(UNPRINTABLE, escaped);
  return Buffer.byteLength(printable) <= MAX_LINE_BYTES ? printable : shortened(line).replace(UNPRINTABLE, escaped);
}

export function createLogger({ level, secrets = [], write }: LoggerOptions): Logger {
  const redact = createRedactor(secrets);
  const output = write ? { write } : pino.destination({ fd: 1, sync: true });
  const root = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: {},
    },
    { write: (line: string) => output.write(safeLine(line)) },
  );

  function logWith(context: LogFields): Logger {
    const at =
      (name: LogLevel): Write =>
      (message, fields = {}) => {
        if (!root.isLevelEnabled(name)) return;
        const shown = {
          ...boundedFields(context, redact, { bytes: CONTEXT_BYTES }),
          ...boundedFields(fields, redact, { bytes: FIELD_BYTES }),
        };
        root[name](withoutClashes(shown), boundedText(message, redact, { bytes: MESSAGE_BYTES }));
      };
    return {
      debug: at("debug"),
      info: at("info"),
      warn: at("warn"),
      error: at("error"),
      child: (fields) => logWith({ ...context, ...fields }),
    };
  }
  return logWith({});
}

let shared: Logger | undefined;

/** The process's log, made at first use: a build imports every module without any environment. */
export function getLogger(): Logger {
  shared ??= createLogger({ level: getEnv().logLevel, secrets: secretValues(getEnv()) });
  return shared;
}
