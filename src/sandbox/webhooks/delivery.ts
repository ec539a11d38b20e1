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

/** `status` null = no answer, or none in time. */
export type Attempt = { at: string; status: number | null };

/** Brings a webhook to its address once: the status it was answered with, null without an answer. Redirects are not followed. */
export async function post(
  { url, body }: Delivery,
  token: string | null,
  signal: AbortSignal,
): Promise<Attempt["status"]> {
  const headers = { "content-type": "application/json", ...(token === null ? {} : { "Plaid-Verification": token }) };
  try {
    const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}
