import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { errorClassOf, errorObject, PlaidFailure, reportError } from "@/sandbox/errors";
import { changePictures } from "@/sandbox/faults/change-pictures";
import type { FaultEffect } from "@/sandbox/faults/fault";
import { jsonReply, type Reply, readBody, send, sendHalf } from "@/sandbox/http";
import { newRequestId } from "@/sandbox/ids";
import { render } from "@/sandbox/json";
import { ROUTES } from "@/sandbox/routes/table";
import type { Credentials, Sandbox } from "@/sandbox/sandbox";

type Body = Record<string, unknown>;

/** Answers one call to a Plaid path, with the faults that are due on it. */
export async function answerPlaidCall(
  sandbox: Sandbox,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = new URL(request.url ?? "/", "http://sandbox").pathname;
  const outcome = await readCall(request).catch((error: unknown) => failureOf(error));
  const itemId = outcome instanceof PlaidFailure ? null : itemIdOf(sandbox, outcome);
  sandbox.calls.add({ path, itemId, at: sandbox.clock.now().toISOString() });
  const effects = sandbox.faults.strike({ path, itemId }, sandbox.clock.now().getTime());
  const run = (): Reply =>
    outcome instanceof PlaidFailure
      ? errorReply(outcome)
      : answer(changePictures(sandbox, effects), request, path, outcome);
  await sendWithFaults(sandbox, response, effects, run);
}

async function sendWithFaults(
  { faults }: Sandbox,
  response: ServerResponse,
  effects: readonly FaultEffect[],
  run: () => Reply,
): Promise<void> {
  let replacement: Reply | undefined;
  let breaks: "before the answer" | "within it" | null = null;
  for (const effect of effects) {
    if (effect.kind === "hang") return;
    if (effect.kind === "delay") await faults.outlast(effect);
    if (effect.kind === "reset" && effect.when !== "after") return void response.socket?.resetAndDestroy();
    if (effect.kind === "reset") breaks = "before the answer";
    if (effect.kind === "cut") breaks ??= "within it";
    if (effect.kind === "response")
      replacement ??= { status: effect.status, headers: effect.headers ?? {}, body: effect.body };
    if (effect.kind === "error") replacement ??= forcedReply(effect);
  }
  const reply = replacement ?? run();
  if (breaks === "before the answer") response.socket?.resetAndDestroy();
  else if (breaks === "within it") sendHalf(response, reply);
  else send(response, reply);
}

function answer(sandbox: Sandbox, request: IncomingMessage, path: string, body: Body): Reply {
  try {
    const route = request.method === "POST" ? ROUTES.get(path) : undefined;
    if (route === undefined) throw new PlaidFailure("NOT_FOUND", `the sandbox has no ${request.method} ${path}`);
    checkCredentials(sandbox.credentials, request, body);
    return jsonReply(200, render({ ...route.answer(sandbox, body), request_id: newRequestId() }));
  } catch (error) {
    return errorReply(failureOf(error));
  }
}

async function readCall(request: IncomingMessage): Promise<Body> {
  const text = await readBody(request);
  if (request.method !== "POST") return {};
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) {
    throw new PlaidFailure("INVALID_BODY", "the content type must be application/json");
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new PlaidFailure("INVALID_BODY", "the body is not JSON");
  }
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new PlaidFailure("INVALID_BODY", "the body must be an object");
  return body as Body;
}

function itemIdOf({ store }: Sandbox, body: Body): string | null {
  if (typeof body.public_token === "string") return store.state.publicTokens[body.public_token]?.itemId ?? null;
  if (typeof body.access_token !== "string") return null;
  return Object.values(store.state.items).find(({ accessToken }) => accessToken === body.access_token)?.itemId ?? null;
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function checkCredentials({ clientId, secret }: Credentials, request: IncomingMessage, body: Body): void {
  const givenId = request.headers["plaid-client-id"] ?? body.client_id;
  const givenSecret = request.headers["plaid-secret"] ?? body.secret;
  if (givenId === undefined || givenSecret === undefined)
    throw new PlaidFailure("MISSING_FIELDS", "these fields are required: client_id, secret");
  if (!isSame(String(givenId), clientId) || !isSame(String(givenSecret), secret)) {
    throw new PlaidFailure("INVALID_API_KEYS", "client_id or secret is not that of this sandbox");
  }
}

function failureOf(error: unknown): PlaidFailure {
  if (error instanceof PlaidFailure) return error;
  reportError(error);
  return new PlaidFailure("INTERNAL_SERVER_ERROR", "the sandbox failed; its log says why");
}

function errorReply(failure: PlaidFailure): Reply {
  const body = render({ ...errorObject(failure), request_id: newRequestId() });
  return jsonReply(errorClassOf(failure.code).status, body);
}

function forcedReply(effect: Extract<FaultEffect, { kind: "error" }>): Reply {
  const failure = new PlaidFailure(effect.code, effect.message ?? "a fault was set on this call");
  const known = errorClassOf(effect.code);
  const error = { ...errorObject(failure), error_type: effect.type ?? known.type, request_id: newRequestId() };
  return jsonReply(effect.status ?? known.status, render(error));
}
