import "server-only";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { Configuration, PlaidApi } from "plaid";
import type { Logger } from "@/server/platform/log";
import { createRedactor, type Redactor } from "@/server/platform/redact";
import type { Backoff } from "./backoff";
import { createLimiter, type Limiter, UNLIMITED } from "./limiter";
import type { CallLimits } from "./limits";

declare const brand: unique symbol;

/** The way to one Plaid environment with one set of keys. Opaque: printing it shows neither keys nor settings. */
export type PlaidGateway = { readonly [brand]: "PlaidGateway" };

export type PlaidGatewaySettings = {
  /** Origin of Plaid or of a sandbox, without a path. */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly secret: string;
  readonly log: Pick<Logger, "info" | "warn">;
  /** Pauses between tries of a repeatable call; tests shorten them. */
  readonly backoff?: Backoff;
  /** Plaid's limits on calls; none unless given. */
  readonly limits?: CallLimits;
};

export type GatewayParts = {
  readonly api: PlaidApi;
  readonly log: Pick<Logger, "info" | "warn">;
  readonly redact: Redactor;
  readonly backoff: Backoff;
  readonly limiter: Limiter;
};

// The parts hang on a closure, which inspection does not enter: the client's configuration holds the secret in plain text.
type Opener = { readonly open: () => GatewayParts };

const IDLE_SOCKET_MS = 4_000;

/** Own agents: the process-wide ones may be told by the environment to go through a proxy. */
function agents(keepAlive: boolean) {
  const options = { keepAlive, timeout: IDLE_SOCKET_MS };
  return { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent(options) };
}

/** For a call that is never repeated: a connection of its own, which the other side has not meanwhile closed as idle. */
export const FRESH_CONNECTION = agents(false);

/**
 * The official client, unchanged, under rules it does not have of its own: no proxy from the environment, no redirects
 * (it would send the secret along), no answer that is an exception merely for its status.
 */
export function createPlaidGateway(settings: PlaidGatewaySettings): PlaidGateway {
  const { baseUrl, clientId, secret, log, backoff, limits } = settings;
  const configuration = new Configuration({
    basePath: baseUrl.replace(/\/+$/, ""),
    baseOptions: {
      headers: { "PLAID-CLIENT-ID": clientId, "PLAID-SECRET": secret },
      adapter: "http",
      proxy: false,
      maxRedirects: 0,
      decompress: true,
      // As text the client would put U+FFFD in place of bytes that are no UTF-8, and such a name be stored.
      responseType: "arraybuffer",
      transformResponse: [(body: unknown) => body],
      validateStatus: () => true,
      ...agents(true),
    },
  });
  const api = new PlaidApi(configuration);
  const limiter = limits ? createLimiter(limits) : UNLIMITED;
  const redact = createRedactor([secret]);
  return gatewayOf({ api, log, redact, limiter, backoff: backoff ?? { baseMs: 500, capMs: 8_000 } });
}

/** The same gateway, whose log lines go to `log`: that of the request or job that it serves. */
export function withLog(plaid: PlaidGateway, log: GatewayParts["log"]): PlaidGateway {
  return gatewayOf({ ...openGateway(plaid), log });
}

function gatewayOf(parts: GatewayParts): PlaidGateway {
  const opener: Opener = { open: () => parts };
  return opener as unknown as PlaidGateway;
}

/** What is behind a gateway, for the functions of this folder alone. */
export function openGateway(plaid: PlaidGateway): GatewayParts {
  return (plaid as unknown as Opener).open();
}
