import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type PlaidExchange = {
  readonly path: string;
  readonly request: Record<string, unknown>;
  readonly status: number;
  readonly response: Record<string, unknown>;
};

/** An answer that a test gives in Plaid's place; null breaks the connection. */
export type OwnAnswer = (request: Record<string, unknown>) => { status: number; body: object } | null;

/** A way to the local Plaid that remembers every call that was answered with JSON, oldest first. */
export type PlaidRecorder = {
  readonly url: string;
  readonly exchanges: readonly PlaidExchange[];
  /** From now on the calls of `path` are answered by the test. */
  answer(path: string, own: OwnAnswer): void;
  close(): Promise<void>;
};

async function readAll(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
}

function parsedOrNull(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Listens on loopback in front of the Plaid at `target` and passes on what it answers as it is; where that one breaks the connection, it does too. */
export async function recordPlaid(target: string): Promise<PlaidRecorder> {
  const exchanges: PlaidExchange[] = [];
  const ownAnswers = new Map<string, OwnAnswer>();

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "/";
    const body = await readAll(request);
    const own = ownAnswers.get(path);
    if (own) {
      const given = own(JSON.parse(body));
      if (!given) return void response.destroy();
      response.writeHead(given.status, { "content-type": "application/json" }).end(JSON.stringify(given.body));
      return;
    }
    const headers = { ...request.headers } as Record<string, string>;
    for (const name of ["host", "connection", "content-length", "accept-encoding"]) delete headers[name];
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    const answer = await fetch(`${target}${path}`, {
      method: "POST",
      headers,
      body,
      redirect: "manual",
      signal: gone.signal,
    });
    const text = await answer.text();
    const parsed = parsedOrNull(text);
    if (parsed) exchanges.push({ path, request: JSON.parse(body), status: answer.status, response: parsed });
    const passedOn = ["content-type", "location"].flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    response.writeHead(answer.status, Object.fromEntries(passedOn)).end(text);
  }

  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    answer: (path, own) => void ownAnswers.set(path, own),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
