import type { IncomingMessage } from "node:http";
import { PlaidFailure } from "@/sandbox/errors";
import { type Reply, readBody } from "@/sandbox/http";
import { decideVisit } from "@/sandbox/link/bank";
import type { BankVisit, LinkSession, Sessions } from "@/sandbox/link/sessions";
import type { Sandbox } from "@/sandbox/sandbox";

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? "");

/** The site of an institution where people sign in themselves: a page of its own, which nobody may frame. */
export async function bankReply(
  sandbox: Sandbox,
  sessions: Sessions,
  request: IncomingMessage,
  url: URL,
): Promise<Reply> {
  const form = request.method === "POST" ? new URLSearchParams(await readBody(request)) : null;
  const session = sessions.findByState((form ?? url.searchParams).get("state") ?? "");
  const visit = session?.visit;
  if (!session || visit?.outcome !== "open") {
    return htmlReply(404, "Nothing to sign in to", "<p>This sign-in is over. Close this window and start again.</p>");
  }
  if (form === null) return signInReply(session, visit, null);
  const username = form.get("username") ?? "";
  const login = form.get("decision") === "allow" ? { username, password: form.get("password") ?? "" } : null;
  try {
    const location = decideVisit(sandbox, session, visit, login);
    if (location !== null) return { status: 303, headers: { location, "cache-control": "no-store" }, body: "" };
    return htmlReply(200, "You can close this window", `<p role="status">Link goes on where you left it.</p>`);
  } catch (error) {
    if (error instanceof PlaidFailure) return signInReply(session, visit, error.displayMessage ?? error.message);
    throw error;
  }
}

function signInReply(
  { token, repairs }: LinkSession,
  { institution, stateId }: BankVisit,
  refusal: string | null,
): Reply {
  const alert = refusal === null ? "" : `<p class="error" role="alert"><span>${escaped(refusal)}</span></p>`;
  const body = `
<p class="lead">${escaped(token.clientName)} asks to read your accounts, through Plaid.</p>
<p class="hint">Sign in with <code>${escaped(repairs?.username ?? "user_good")}</code> and <code>pass_good</code>.</p>
<form method="post" action="/link/bank">
  ${alert}
  <input type="hidden" name="state" value="${escaped(stateId)}">
  <div class="field"><label for="username">Username</label>
    <input id="username" name="username" type="text" autocomplete="off" value="${escaped(repairs?.username ?? "")}"></div>
  <div class="field"><label for="password">Password</label>
    <input id="password" name="password" type="password" autocomplete="off"></div>
  <button type="submit" class="primary" name="decision" value="allow">Sign in and allow</button>
  <button type="submit" class="row small" name="decision" value="deny">Do not allow</button>
</form>`;
  const origin = token.redirectUri && new URL(token.redirectUri).origin;
  return htmlReply(200, institution.name, body, origin);
}

/** A form's policy covers where its answer leads to, too. */
function htmlReply(status: number, title: string, body: string, mayLeadTo: string | null = null): Reply {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    `form-action 'self' ${mayLeadTo ?? ""}`.trim(),
    "frame-ancestors 'none'",
  ].join("; ");
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  };
  const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${escaped(title)} · demo</title>
<link rel="stylesheet" href="/link/assets/page.css">
</head>
<body>
<main class="stage bank"><div class="dialog"><div class="view"><h1>${escaped(title)}</h1>${body}</div>
<footer class="note">Demo bank – no real credentials.</footer></div></main>
</body>
</html>
`;
  return { status, headers, body: page };
}
