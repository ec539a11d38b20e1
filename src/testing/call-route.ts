import { ownRequest } from "./own-request";

type RouteHandler = (request: Request) => Promise<Response>;

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  // Whatever JSON the route wrote: tests compare it whole.
  readonly body: unknown;
};

export type Sent = { readonly method?: string; readonly headers?: Record<string, string> };

/** Calls a route as Next would. A string body goes as it is, anything else as JSON. */
export async function callRoute(handler: RouteHandler, path: string, body?: unknown, sent: Sent = {}): Promise<Answer> {
  const method = sent.method ?? "POST";
  const text = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
  const headers = { ...(text === undefined ? {} : { "content-type": "application/json" }), ...sent.headers };
  const hasBody = method !== "GET" && method !== "HEAD";
  const response = await handler(
    ownRequest(`http://localhost:3000${path}`, { method, headers, ...(hasBody ? { body: text ?? null } : {}) }),
  );
  return { status: response.status, headers: response.headers, body: await response.json() };
}
