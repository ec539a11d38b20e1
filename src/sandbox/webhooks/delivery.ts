import { type Agent, request } from "node:http";
import type { WebhookFaultKind } from "@/sandbox/webhooks/webhook-fault";

/** One webhook on its way to one address. */
export type Delivery = {
  itemId: string;
  type: string;
  code: string;
  url: string;
  /** When its event happened, by the sandbox's clock. */
  at: string;
  /** The text as it is sent. */
  body: string;
  faults: WebhookFaultKind[];
  /** `given_up` = refused or unanswered to the last; `not_sent` = the address is not on this computer. */
  state: "on_its_way" | "delivered" | "given_up" | "lost" | "not_sent";
  attempts: Attempt[];
};

/** `status` null = no answer, or none in time; `tookMs` is how long that took. */
export type Attempt = { at: string; status: number | null; tookMs: number };

type Way = { agent: Agent; timeoutMs: number; signal: AbortSignal };

/** Brings a webhook to its address once: the status it is answered with, null without an answer in time. Redirects are not followed. */
export function post({ url, body }: Delivery, token: string | null, way: Way): Promise<Attempt["status"]> {
  const { agent, timeoutMs, signal } = way;
  const headers = { "content-type": "application/json", ...(token === null ? {} : { "plaid-verification": token }) };
  return new Promise((resolve) => {
    const call = request(url, { method: "POST", headers, agent, signal }, (response) => {
      response.resume();
      resolve(response.statusCode ?? null);
    });
    call.once("error", () => resolve(null));
    call.setTimeout(timeoutMs, () => call.destroy());
    call.end(body);
  });
}
