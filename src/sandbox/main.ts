import { type RunningSandbox, type SandboxOptions, startSandbox } from "@/sandbox/server";
import { StateFileError } from "@/sandbox/state-file";

const DEFAULT_PORT = 3010;

class SettingError extends Error {}

function portFrom(name: string): number | undefined {
  const text = process.env[name];
  if (text === undefined || text === "") return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new SettingError(`${name} must be a port number, not "${text}".`);
  return port;
}

function textFrom(name: string): string | undefined {
  return process.env[name] || undefined;
}

function optionsFromEnvironment(): SandboxOptions {
  const options: SandboxOptions = { port: portFrom("PLAID_SANDBOX_PORT") ?? DEFAULT_PORT };
  const stateFile = textFrom("PLAID_SANDBOX_STATE_FILE");
  const clientId = textFrom("PLAID_SANDBOX_CLIENT_ID");
  const secret = textFrom("PLAID_SANDBOX_SECRET");
  const controlPort = portFrom("PLAID_SANDBOX_CONTROL_PORT");
  const controlToken = textFrom("PLAID_SANDBOX_CONTROL_TOKEN");
  const appOrigins = textFrom("PLAID_SANDBOX_APP_ORIGINS");
  if (stateFile !== undefined) options.stateFile = stateFile;
  if (clientId !== undefined) options.clientId = clientId;
  if (secret !== undefined) options.secret = secret;
  if (controlPort !== undefined && controlToken !== undefined) Object.assign(options, { controlPort, controlToken });
  if (appOrigins !== undefined) options.appOrigins = appOrigins.split(",").map((origin) => origin.trim());
  return options;
}

function sentenceFor(error: unknown): string {
  if (error instanceof StateFileError || error instanceof SettingError) return error.message;
  const { code, port } = error as { code?: string; port?: number };
  if (code === "EADDRINUSE")
    return `Port ${port} is in use: stop the program that holds it or set another PLAID_SANDBOX_PORT.`;
  if (code === "EACCES") return `Port ${port} may not be used by this user: set another PLAID_SANDBOX_PORT.`;
  return `The sandbox cannot start: ${error instanceof Error ? error.message : String(error)}`;
}

function stopOnSignals(running: RunningSandbox): void {
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(0), 800).unref();
      void running.close().then(() => process.exit(0));
    });
  }
}

try {
  const running = await startSandbox(optionsFromEnvironment());
  stopOnSignals(running);
  process.stdout.write(
    `${JSON.stringify({ msg: "sandbox ready", url: running.url, control_url: running.controlUrl })}\n`,
  );
} catch (error) {
  process.stderr.write(`${sentenceFor(error)}\n`);
  process.exit(1);
}
