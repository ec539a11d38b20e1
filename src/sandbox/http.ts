import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, isIPv6 } from "node:net";
import { PlaidFailure } from "@/sandbox/errors";
import { SANDBOX_MARKER } from "@/sandbox/sandbox";

const MOST_BODY_BYTES = 4 * 1024 * 1024;

export type Reply = { status: number; headers: Record<string, string>; body: string | Buffer };

/** An answer of JSON text. */
export function jsonReply(status: number, body: string): Reply {
  return { status, headers: { "content-type": "application/json" }, body };
}

/** Sends a reply, with the marker that tells the sandbox from Plaid. */
export function send(response: ServerResponse, reply: Reply): void {
  sendHead(response, reply);
  response.end(reply.body);
}

/** Promises the whole of a reply, sends half of its body and breaks the connection. */
export function sendHalf(response: ServerResponse, reply: Reply): void {
  sendHead(response, reply);
  const bytes = Buffer.from(reply.body);
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
}

function sendHead(response: ServerResponse, { status, headers, body }: Reply): void {
  const length = String(Buffer.byteLength(body));
  response.writeHead(status, { ...headers, "x-plaid-sandbox": SANDBOX_MARKER, "content-length": length });
}

/** The body of a request as text. Errors: INVALID_BODY above 4 MiB. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > MOST_BODY_BYTES) throw new PlaidFailure("INVALID_BODY", "the body is larger than 4 MiB");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** True when the Host header names this machine: a page elsewhere cannot reach the sandbox through a name of its own. */
export function isLoopbackHost(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(request.headers.host ?? "");
}

/** True for an http address on this computer. Errors: TypeError for what is no URL. */
export function isLoopbackUrl(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "http:" && /^(127(\.\d+){3}|localhost|\[::1\])$/.test(hostname);
}

/** Listens on a loopback port (0 = a free one) and resolves with the port. Errors: the listen error, e.g. EADDRINUSE. */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Ends a server at once, open connections included. */
export function shutDown(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** A server for one handler; a handler that fails breaks the connection instead of the process. */
export function serverFor(handler: (request: IncomingMessage, response: ServerResponse) => Promise<void>): Server {
  return createServer((request, response) => {
    handler(request, response).catch(() => response.destroy());
  });
}

/** The address of a host and port as an http URL. */
export function urlOf(host: string, port: number): string {
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
