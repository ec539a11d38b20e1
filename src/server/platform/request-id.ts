const ACCEPTABLE = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;

export function newRequestId(): string {
  return globalThis.crypto.randomUUID();
}

/** The id a caller or a proxy gave the request, when it is one that can be printed and stored; else a new one. */
export function requestIdFrom(header: string | null | undefined): string {
  return header && ACCEPTABLE.test(header) ? header : newRequestId();
}
