/** Where Link's script, its calls and its frame come from. */
export type LinkSources = { readonly script: string; readonly connect: string; readonly frame: string };

const PLAID: LinkSources = {
  script: "https://cdn.plaid.com",
  connect: "https://production.plaid.com https://sandbox.plaid.com",
  frame: "https://cdn.plaid.com",
};

/** Plaid's own hosts in live mode; in the demo the local Plaid's origin, or nothing when there is none. */
export function linkSources(settings: { mode: "live" } | { mode: "demo"; sandboxUrl: string | null }): LinkSources {
  if (settings.mode === "live") return PLAID;
  const origin = settings.sandboxUrl ?? "";
  return { script: origin, connect: origin, frame: origin };
}

export type PagePolicy = {
  readonly nonce: string;
  readonly link: LinkSources;
  /** `host` of `next dev`, whose pages evaluate code and listen for changes; null in a built app. */
  readonly devHost: string | null;
};

/**
 * The Content-Security-Policy of a page: only scripts that carry the request's nonce, and what those load.
 * Source: CSP Level 3; `style-src-attr` is for the inline positions that popovers and charts compute.
 */
export function pagePolicy({ nonce, link, devHost }: PagePolicy): string {
  return directives({
    "default-src": ["'none'"],
    "script-src": ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", link.script, devHost && "'unsafe-eval'"],
    "style-src": ["'self'", `'nonce-${nonce}'`],
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'", link.connect, devHost && `ws://${devHost}`],
    "frame-src": [link.frame || "'none'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
    "frame-ancestors": ["'none'"],
  });
}

/** For answers that are data: nothing may run, load or frame them. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

function directives(policy: Record<string, (string | null)[]>): string {
  return Object.entries(policy)
    .map(([name, sources]) => `${name} ${sources.filter(Boolean).join(" ")}`)
    .join("; ");
}
