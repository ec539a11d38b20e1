import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const PROJECT_DIR = fileURLToPath(new URL("../..", import.meta.url));

export type KeysRun = { readonly code: number | null; readonly output: string };

/** A run of `npm run keys` in a process of its own: what it printed, and how to kill it. */
export type StartedKeys = { readonly child: ChildProcess; readonly ended: Promise<KeysRun> };

/** Starts `npm run keys -- …` on the install that the environment of this process describes, `env` taken before it. */
export function startKeys(args: readonly string[], env: Readonly<Record<string, string>> = {}): StartedKeys {
  const node = ["--conditions=react-server", "--import", "tsx", "scripts/keys.mjs"];
  const child = spawn(process.execPath, [...node, ...args], {
    cwd: PROJECT_DIR,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const ended = new Promise<KeysRun>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
  return { child, ended };
}

/** The same, to its end. */
export function runKeys(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<KeysRun> {
  return startKeys(args, env).ended;
}
