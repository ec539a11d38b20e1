import type { IncomingMessage, ServerResponse } from "node:http";
import { createCallLog } from "@/sandbox/calls";
import { createClock } from "@/sandbox/clock";
import { createControl, type SandboxControl } from "@/sandbox/control";
import { createFaults } from "@/sandbox/faults";
import { isLoopbackHost, jsonReply, listen, send, serverFor, shutDown, urlOf } from "@/sandbox/http";
import { createPictures } from "@/sandbox/pictures";
import { answerPlaidCall } from "@/sandbox/plaid-endpoint";
import type { Sandbox } from "@/sandbox/sandbox";
import { openStore } from "@/sandbox/state";

export type SandboxOptions = {
  /** 0 = a free port. */
  port?: number;
  host?: "127.0.0.1";
  /** Absent = the state lives in memory. */
  stateFile?: string;
  /** Decides all market data and derived ids; a state file that exists keeps its own. */
  seed?: string;
  clientId?: string;
  secret?: string;
  controlPort?: number;
  controlToken?: string;
  /** Origins that may embed Link; default: any port on localhost, 127.0.0.1 and [::1]. */
  appOrigins?: string[];
};

export type RunningSandbox = { url: string; controlUrl: string | null; control: SandboxControl; close(): Promise<void> };

const LOCAL_CREDENTIAL = "local-sandbox";

function openSandbox(options: SandboxOptions): Sandbox {
  const store = openStore(options.stateFile, options.seed ?? LOCAL_CREDENTIAL);
  return {
    store,
    clock: createClock(store),
    pictures: createPictures(store),
    faults: createFaults(),
    calls: createCallLog(),
    credentials: { clientId: options.clientId ?? LOCAL_CREDENTIAL, secret: options.secret ?? LOCAL_CREDENTIAL },
  };
}

/**
 * Starts a local Plaid on a loopback port; it answers as soon as this resolves.
 * Errors: StateFileError for an unusable state file; the listen error, for instance EADDRINUSE.
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const host = options.host ?? "127.0.0.1";
  const sandbox = openSandbox(options);
  const server = serverFor((request, response) => handle(sandbox, request, response));
  const url = urlOf(host, await listen(server, options.port ?? 0, host));
  const control = createControl(sandbox);
  return { url, controlUrl: null, control, close: () => shutDown(server) };
}

async function handle(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isLoopbackHost(request)) return send(response, jsonReply(403, '{"error":"The sandbox answers to loopback names only"}'));
  await answerPlaidCall(sandbox, request, response);
}
