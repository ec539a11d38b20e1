import type { Logger, LogLevel } from "./log";

const LEVEL_OF = {
  debug: "debug",
  log: "info",
  info: "info",
  warn: "warn",
  error: "error",
} as const satisfies Record<string, LogLevel>;

type Method = keyof typeof LEVEL_OF;

/** What Node says of a request whose caller goes away before it is all there: anybody can bring that about, and nobody has to look into it. */
const isBrokenOff = (error: Error) => error.message === "aborted" && "code" in error && error.code === "ECONNRESET";

/**
 * What packages write to the console becomes a line of the log: their texts, and the error among what they say. Values stay out,
 * for they may be anything.
 */
export function takeConsole(log: Logger, console: Pick<Console, Method> = globalThis.console): void {
  for (const method of Object.keys(LEVEL_OF) as Method[])
    console[method] = (...told: unknown[]) => {
      const text = told.filter((one) => typeof one === "string").join(" ");
      const error = told.find((one) => one instanceof Error);
      log[error && isBrokenOff(error) ? "debug" : LEVEL_OF[method]]("console", { text, error });
    };
}
