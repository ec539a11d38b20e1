import type { IncomingMessage } from "node:http";
import type { Reply } from "@/sandbox/http";
import { findInstitution } from "@/sandbox/institutions/catalogue";
import { logoOf } from "@/sandbox/institutions/institution-json";
import { createLinkApi } from "@/sandbox/link/api";
import { bankReply } from "@/sandbox/link/bank-page";
import { linkScript } from "@/sandbox/link/link-script";
import { frameAncestorOf, mayEmbed } from "@/sandbox/link/origins";
import { LINK_ASSETS } from "@/sandbox/link/page/assets";
import { linkPage } from "@/sandbox/link/page/html";
import { createSessions } from "@/sandbox/link/sessions";
import type { Sandbox } from "@/sandbox/sandbox";

export type Link = { reply(request: IncomingMessage): Promise<Reply> };

const SHARED_HEADERS = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};
const LINK_PATH = /^\/link\/(link-initialize\.js|page|bank|assets\/|logo\/|api\/)/;

/** True for paths of Link in the browser; `/link/token/…` are Plaid's. */
export function isLinkPath(url: string): boolean {
  return LINK_PATH.test(url);
}

function textReply(status: number, type: string, body: string, headers: Record<string, string> = {}): Reply {
  return { status, headers: { ...SHARED_HEADERS, "content-type": `${type}; charset=utf-8`, ...headers }, body };
}

const NOT_FOUND = textReply(404, "text/plain", "Not found");

/** Link in the browser: the script for the app's page, the framed page with its files, the page's JSON calls, and the site of a bank. */
export function createLink(sandbox: Sandbox, appOrigins: readonly string[] | undefined): Link {
  const sessions = createSessions(sandbox);
  const api = createLinkApi(sandbox, sessions);
  return {
    async reply(request) {
      const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
      if (url.pathname.startsWith("/link/api/")) return api(request, url.pathname);
      if (url.pathname === "/link/bank") return bankReply(sandbox, sessions, request, url);
      if (request.method !== "GET") return NOT_FOUND;
      if (url.pathname === "/link/page") return pageReply(url, appOrigins);
      if (url.pathname === "/link/link-initialize.js") {
        return textReply(200, "text/javascript", linkScript(url.origin), {
          "cross-origin-resource-policy": "cross-origin",
        });
      }
      return assetReply(url.pathname);
    },
  };
}

function pageReply(url: URL, appOrigins: readonly string[] | undefined): Reply {
  const parent = url.searchParams.get("parent") ?? "";
  if (!mayEmbed(parent, appOrigins)) return textReply(403, "text/plain", "Link may not be shown on this page");
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestorOf(parent)}`,
  ].join("; ");
  return textReply(200, "text/html", linkPage(parent, url.searchParams.get("theme")), {
    "content-security-policy": policy,
  });
}

function assetReply(path: string): Reply {
  const asset = LINK_ASSETS[path];
  if (asset !== undefined) return textReply(200, asset.type, asset.text);
  const institution = findInstitution(/^\/link\/logo\/(ins_\d+)\.png$/.exec(path)?.[1] ?? "");
  const logo = institution && logoOf(institution);
  if (!logo) return NOT_FOUND;
  return {
    status: 200,
    headers: { ...SHARED_HEADERS, "content-type": "image/png" },
    body: Buffer.from(logo, "base64"),
  };
}
