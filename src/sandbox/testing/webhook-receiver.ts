import { createHash } from "node:crypto";
import { decodeProtectedHeader, importJWK, type JWK, jwtVerify } from "jose";
import { jsonReply, listen, readBody, send, serverFor, shutDown, urlOf } from "@/sandbox/http";
import type { Caller } from "@/sandbox/testing/caller";

export type Received = { text: string; body: Record<string, unknown>; token: string | null };

/** An address for webhooks, on this computer. */
export type Receiver = {
  url: string;
  received: Received[];
  /** What the next ones are answered with, one after the other; then 200. Null = no answer at all. */
  answers: (number | null)[];
  close(): Promise<void>;
};

/** Starts a receiver on a free port; tests close it. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const answers: (number | null)[] = [];
  const server = serverFor(async (request, response) => {
    const text = await readBody(request);
    const token = request.headers["plaid-verification"];
    received.push({ text, body: JSON.parse(text), token: token === undefined ? null : String(token) });
    const status = answers.length > 0 ? (answers.shift() ?? null) : 200;
    if (status !== null) send(response, jsonReply(status, "{}"));
  });
  const url = `${urlOf("127.0.0.1", await listen(server, 0, "127.0.0.1"))}/hook`;
  return { url, received, answers, close: () => shutDown(server) };
}

/** The key id of a token, without checking anything. */
export function kidOf({ token }: Received): string {
  return String(decodeProtectedHeader(token ?? "").kid);
}

/** Why a receiver that keeps Plaid's rules refuses a webhook, as seen at `now`; null = it is genuine. */
export async function refusalOf(sandbox: Caller, webhook: Received, now = new Date()): Promise<string | null> {
  if (webhook.token === null) return "no token";
  if (decodeProtectedHeader(webhook.token).alg !== "ES256") return "algorithm";
  const answer = await sandbox.call("/webhook_verification_key/get", { key_id: kidOf(webhook) });
  if (answer.status !== 200) return String(answer.body.error_code);
  const key = answer.body.key as JWK & { expired_at: number | null };
  if (key.expired_at !== null && key.expired_at * 1000 <= now.getTime()) return "expired key";
  const { payload } = await jwtVerify(webhook.token, await importJWK(key, "ES256"), {
    algorithms: ["ES256"],
    typ: "JWT",
  });
  const age = now.getTime() / 1000 - (payload.iat ?? Number.NaN);
  if (!(age >= -60 && age <= 300)) return "time";
  const hash = createHash("sha256").update(webhook.text).digest("hex");
  return payload.request_body_sha256 === hash ? null : "hash";
}
