import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createClock } from "@/sandbox/clock";
import { createControl, type SandboxControl } from "@/sandbox/control";
import { controlServer } from "@/sandbox/control-server";
import { reportError } from "@/sandbox/errors";
import { createFaults } from "@/sandbox/faults/faults";
import { isLoopbackHost, jsonReply, listen, send, serverFor, shutDown, urlOf } from "@/sandbox/http";
import { createLink, isLinkPath, type Link } from "@/sandbox/link/link";
import { createLog } from "@/sandbox/log";
import { createPictures } from "@/sandbox/pictures";
import { answerPlaidCall } from "@/sandbox/plaid-endpoint";
import type { Sandbox } from "@/sandbox/sandbox";
import { openStore } from "@/sandbox/state";
import { announceChanges } from "@/sandbox/webhooks/announce-changes";
import { createWebhooks } from "@/sandbox/webhooks/webhooks";

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

export type RunningSandbox = {
  url: string;
  controlUrl: string | null;
  control: SandboxControl;
  close(): Promise<void>;
};

const LOCAL_CREDENTIAL = "local-sandbox";
const ANNOUNCE_EVERY_MS = 1_000;

function openSandbox(options: SandboxOptions): Sandbox {
  const store = openStore(options.stateFile, options.seed ?? LOCAL_CREDENTIAL);
  const clock = createClock(store);
  return {
    store,
    clock,
    pictures: createPictures(store),
    faults: createFaults(),
    calls: createLog(),
    webhooks: createWebhooks(store, clock),
    credentials: { clientId: options.clientId ?? LOCAL_CREDENTIAL, secret: options.secret ?? LOCAL_CREDENTIAL },
  };
}

/**
 * Starts a local Plaid on a loopback port; it answers as soon as this resolves.
 * The control port is opened only when both it and its token are given.
 * Errors: StateFileError for an unusable state file; the listen error, for instance EADDRINUSE.
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const host = options.host ?? "127.0.0.1";
  const sandbox = openSandbox(options);
  const control = createControl(sandbox);
  const link = createLink(sandbox, options.appOrigins);
  const servers: Server[] = [];
  const open = async (server: Server, port: number): Promise<string> => {
    const url = urlOf(host, await listen(server, port, host));
    servers.push(server);
    return url;
  };
  const ticking = setInterval(() => announceInTime(sandbox), ANNOUNCE_EVERY_MS).unref();
  const close = async (): Promise<void> => {
    clearInterval(ticking);
    sandbox.webhooks.close();
    await Promise.all(servers.map(shutDown));
  };
  try {
    const plaid = serverFor((request, response) => handle(sandbox, link, request, response));
    const url = await open(plaid, options.port ?? 0);
    const { controlPort, controlToken } = options;
    const hasControl = controlPort !== undefined && controlToken !== undefined;
    const controlUrl = hasControl ? await open(controlServer(control, controlToken), controlPort) : null;
    return { url, controlUrl, control, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function handle(sandbox: Sandbox, link: Link, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isLoopbackHost(request)) {
    return send(response, jsonReply(403, '{"error":"The sandbox answers to loopback names only"}'));
  }
  if (isLinkPath(request.url ?? "/")) send(response, await link.reply(request));
  else await answerPlaidCall(sandbox, request, response);
  announceChanges(sandbox);
}

/** What time alone brings about: consents end, data gets ready. */
function announceInTime(sandbox: Sandbox): void {
  try {
    announceChanges(sandbox);
  } catch (error) {
    reportError(error);
  }
}
