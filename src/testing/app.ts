import pg from "pg";
import { afterAll } from "vitest";
import type { SandboxControl } from "@/sandbox/control";
import { startSandbox } from "@/sandbox/server";
import { closeWebProcess } from "@/server/services/runtime";
import { createTestDatabase } from "./db";
import { type PlaidRecorder, recordPlaid } from "./plaid-recorder";

export type { Fault, FaultEffect } from "@/sandbox/faults/fault";

/** An install of the calling test file's own: settings in the environment, an empty database, a local Plaid. */
export type TestApp = {
  readonly plaid: PlaidRecorder;
  /** The local Plaid itself, for what a browser does there. */
  readonly sandboxUrl: string;
  /** The local Plaid's controls: public tokens, faults, clock. */
  readonly sandbox: SandboxControl;
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
};

// The credentials that the local Plaid takes unless told otherwise.
const LOCAL_CREDENTIAL = "local-sandbox";
const LIVE_VARIABLES = ["PLAID_CLIENT_ID", "PLAID_SECRET", "PLAID_ENV", "APP_URL", "REST_ACCESS"];

/** Live mode with the local Plaid as a Plaid-compatible server. */
const liveSettings = (plaidUrl: string) => ({
  PLAID_CLIENT_ID: LOCAL_CREDENTIAL,
  PLAID_SECRET: LOCAL_CREDENTIAL,
  PLAID_ENV: plaidUrl,
  APP_URL: "http://localhost:3000",
});

type TestAppOptions = { readonly mode?: "demo" | "live"; readonly env?: Readonly<Record<string, string>> };

/** Call it at the top of a test file, before anything reads the settings. */
export async function startTestApp({ mode = "demo", env = {} }: TestAppOptions = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const sandbox = await startSandbox({ seed: "test" });
  afterAll(() => sandbox.close());
  const plaid = await recordPlaid(sandbox.url);
  afterAll(() => plaid.close());
  for (const name of LIVE_VARIABLES) delete process.env[name];
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    DATABASE_DIRECT_URL: database.url,
    PLAID_SANDBOX_URL: plaid.url,
    APP_SECRET: Buffer.alloc(32, 1).toString("base64"),
    LOG_LEVEL: "silent",
    ...(mode === "live" ? liveSettings(plaid.url) : {}),
    ...env,
  });
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on("error", () => {}); // the database goes before its connections do
  afterAll(() => pool.end());
  afterAll(closeWebProcess);
  return {
    plaid,
    sandboxUrl: sandbox.url,
    sandbox: sandbox.control,
    query: async (text, values) => (await pool.query(text, values)).rows,
  };
}
