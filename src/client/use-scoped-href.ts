"use client";

import { SCOPE_PARAM, useScope } from "./use-scope";

type Params = Readonly<Record<string, string>>;

/** Tells the address of a page that keeps the scope; `params` are what else it is asked for. */
export function useInScope(): (path: string, params?: Params) => string {
  const { text } = useScope();
  return (path, params = {}) => {
    const query = new URLSearchParams(text === "" ? params : { ...params, [SCOPE_PARAM]: text }).toString();
    return query === "" ? path : `${path}?${query}`;
  };
}

/** One such address. */
export function useScopedHref(path: string, params?: Params): string {
  return useInScope()(path, params);
}

export const securityPath = (securityId: string) => `/holdings/${encodeURIComponent(securityId)}`;
