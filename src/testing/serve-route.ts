import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";

type RouteHandler = (request: Request) => Promise<Response>;

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A loopback port on which a route is served as Next would serve it, whatever the path. Returns the port. */
export async function serveRoute(load: () => Promise<RouteHandler>): Promise<number> {
  const server = createServer(async (request, response) => {
    const body = new Uint8Array(await readAll(request));
    const handler = await load();
    const { headers, method = "POST", url } = request;
    const answer = await handler(
      new Request(`http://127.0.0.1${url}`, { method, headers: headers as Record<string, string>, body }),
    );
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return (server.address() as AddressInfo).port;
}
