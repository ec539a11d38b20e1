import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import * as z from "zod";
import type { SandboxControl } from "@/sandbox/control";
import { PlaidFailure } from "@/sandbox/errors";
import { faultSchema } from "@/sandbox/faults/fault";
import { isLoopbackHost, jsonReply, type Reply, readBody, send, serverFor } from "@/sandbox/http";
import { webhookFaultSchema } from "@/sandbox/webhooks/webhook-fault";

type Operation = (control: SandboxControl, body: unknown) => unknown;

const clockBody = z.strictObject({ instant: z.iso.datetime({ offset: true }).nullable() });
const loginBody = z.strictObject({
  institutionId: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  webhook: z.url().nullish(),
});
/** `picture` is JSON text, so that its numbers keep their digits; null returns to the persona. */
const pictureBody = z.strictObject({ itemId: z.string(), picture: z.string().nullable() });
/** Null ends the error. */
const itemErrorBody = z.strictObject({ itemId: z.string(), code: z.string().nullable() });
const consentBody = z.strictObject({ itemId: z.string(), endsAt: z.iso.datetime({ offset: true }).nullable() });
/** Null clears all faults. */
const faultsBody = z.strictObject({ fault: faultSchema.nullable() });
const webhookFaultsBody = z.strictObject({ fault: webhookFaultSchema.nullable() });
const webhookBody = z.strictObject({
  itemId: z.string(),
  type: z.string(),
  code: z.string(),
  body: z.record(z.string(), z.json()).optional(),
});
const timingBody = z.strictObject({ retryAfterMs: z.int().min(0), timeoutMs: z.int().min(1) });
const rotationBody = z.strictObject({ expiresOld: z.boolean().optional() });

const OPERATIONS: Readonly<Record<string, Operation>> = {
  "POST /clock": (control, body) => {
    const { instant } = clockBody.parse(body);
    control.setClock(instant === null ? null : new Date(instant));
    return {};
  },
  "POST /public_token": (control, body) => ({ public_token: control.createPublicToken(loginBody.parse(body)) }),
  "POST /picture": (control, body) => {
    const { itemId, picture } = pictureBody.parse(body);
    if (picture === null) control.clearPicture(itemId);
    else control.setPicture(itemId, picture);
    return {};
  },
  "POST /item_error": (control, body) => {
    const { itemId, code } = itemErrorBody.parse(body);
    control.setItemError(itemId, code);
    return {};
  },
  "POST /consent": (control, body) => {
    const { itemId, endsAt } = consentBody.parse(body);
    control.setConsentExpiry(itemId, endsAt === null ? null : new Date(endsAt));
    return {};
  },
  "POST /faults": (control, body) => {
    const { fault } = faultsBody.parse(body);
    if (fault === null) control.clearFaults();
    else control.addFault(fault);
    return {};
  },
  "POST /webhook": (control, body) => {
    control.fireWebhook(webhookBody.parse(body));
    return {};
  },
  "POST /webhook_faults": (control, body) => {
    const { fault } = webhookFaultsBody.parse(body);
    if (fault === null) control.clearWebhookFaults();
    else control.addWebhookFault(fault);
    return {};
  },
  "POST /webhook_timing": (control, body) => {
    control.setWebhookTiming(timingBody.parse(body));
    return {};
  },
  "POST /rotate_key": (control, body) => ({ key_id: control.rotateKey(rotationBody.parse(body)) }),
  "GET /webhooks": (control) => ({ webhooks: control.webhooks() }),
  "GET /calls": (control) => ({ calls: control.calls() }),
  "GET /items": (control) => ({ items: control.items() }),
};

/** A server for the control operations; each request must bear the token. */
export function controlServer(control: SandboxControl, token: string): Server {
  return serverFor(async (request, response) => send(response, await replyTo(control, token, request)));
}

async function replyTo(control: SandboxControl, token: string, request: IncomingMessage): Promise<Reply> {
  if (!isLoopbackHost(request) || !bears(request, token))
    return jsonReply(401, '{"error":"A Bearer token is required"}');
  const operation = OPERATIONS[`${request.method} ${request.url}`];
  if (operation === undefined) return jsonReply(404, '{"error":"There is no such control operation"}');
  try {
    const text = await readBody(request);
    return jsonReply(200, JSON.stringify(operation(control, text === "" ? {} : JSON.parse(text))));
  } catch (error) {
    return jsonReply(400, JSON.stringify({ error: reasonOf(error) }));
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  if (error instanceof PlaidFailure) return `${error.code}: ${error.message}`;
  return error instanceof Error ? error.message : "The request cannot be used";
}

function bears(request: IncomingMessage, token: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(request.headers.authorization ?? ""), digest(`Bearer ${token}`));
}
