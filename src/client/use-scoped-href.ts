"use client";

import { SCOPE_PARAM, useScope } from "./use-scope";

/** The address of a page that keeps the scope; `params` are what else it is asked for. */
export function useScopedHref(path: string, params: Readonly<Record<string, string>> = {}): string {
  const { text } = useScope();
  const query = new URLSearchParams(text === "" ? params : { ...params, [SCOPE_PARAM]: text }).toString();
  return query === "" ? path : `${path}?${query}`;
}

export const securityPath = (securityId: string) => `/holdings/${encodeURIComponent(securityId)}`;
