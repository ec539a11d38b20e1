/** A request as it reaches a route of the app: whoever sends one names the host. */
export function ownRequest(url: string, init?: RequestInit): Request {
  const request = new Request(url, init);
  if (!request.headers.has("host")) request.headers.set("host", new URL(url).host);
  return request;
}
