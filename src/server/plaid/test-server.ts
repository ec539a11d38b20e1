import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createLogger } from "@/server/platform/log";
import { createPlaidGateway, type PlaidGateway } from "./client";

/** For the tests of this folder: a server of theirs on a free port, and a gateway that talks to it with known secrets. */
export const TEST_SECRET = "5ec0de5ec0de5ec0de5ec0de5ec0de";
export const TEST_TOKEN_TEXT = "access-sandbox-0f0f0f0f-1111-2222-3333-444455556666";

export type Answer = (request: { path: string; body: string; tries: number }, response: ServerResponse) => unknown;

export type TestServer = {
  readonly baseUrl: string;
  readonly plaid: PlaidGateway;
  /** Lines that were logged so far. */
  readonly lines: string[];
  /** Requests, and bytes that arrived on the socket before any of them was understood. */
  readonly seen: { requests: number; bytes: number };
  close(): Promise<void>;
};

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

export async function startTestServer(answer: Answer): Promise<TestServer> {
  const seen = { requests: 0, bytes: 0 };
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    const result = answer({ path: request.url ?? "", body, tries: ++seen.requests }, response);
    if (result !== undefined) sendJson(response, 200, await result);
  });
  server.on("connection", (socket) => {
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      seen.bytes += bytes.length;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const lines: string[] = [];
  const log = createLogger({ level: "debug", write: (line) => void lines.push(line) });
  const settings = { baseUrl, clientId: "client-id", secret: TEST_SECRET, log, backoff: { baseMs: 1, capMs: 4 } };
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { baseUrl, plaid: createPlaidGateway(settings), lines, seen, close };
}

/** `body` is a value, or the text of one whose digits matter. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

export function plaidError(code: string, more: object = {}): object {
  return {
    error_type: "ITEM_ERROR",
    error_code: code,
    error_message: "not for programs",
    display_message: null,
    ...more,
  };
}
