import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "../fixtures/stack";

type Login = { readonly institutionId: string; readonly username?: string };
type Fault = {
  readonly path: string;
  readonly kind: string;
  readonly itemId?: string;
  readonly times?: number | "always";
  readonly [field: string]: unknown;
};

const DEMO_USER = "demo";

/** The local Plaid of a stack, by its control port, and Items that are linked there without Link. */
export class LocalPlaid {
  constructor(readonly stack: Stack) {}

  private async control<T>(method: "GET" | "POST", operation: string, body?: object): Promise<T> {
    const file = join(this.stack.dataDir, "sandbox", "control.json");
    const { url, token }: { url: string; token: string } = JSON.parse(readFileSync(file, "utf8"));
    return answerOf(`${url}/${operation}`, method, body, { authorization: `Bearer ${token}` });
  }

  private rest<T>(operation: string, body: object): Promise<T> {
    return answerOf(`${this.stack.url}/api/plaid/investments/${operation}`, "POST", { user_id: DEMO_USER, ...body });
  }

  /** Links a login for the demo's user; its import runs in the background. */
  async link({ institutionId, username = "user_good" }: Login): Promise<string> {
    const { public_token } = await this.createPublicToken({ institutionId, username });
    return (await this.rest<{ item_id: string }>("exchange_public_token", { public_token })).item_id;
  }

  /** Refreshes an Item, whether that succeeds or not. */
  async refresh(itemId: string): Promise<void> {
    await this.rest("refresh", { item_id: itemId }).catch(() => {});
  }

  createPublicToken(login: Partial<Login> = {}): Promise<{ public_token: string }> {
    return this.control("POST", "public_token", login);
  }

  async itemsAt(institutionId: string): Promise<string[]> {
    const { items } = await this.control<{ items: { itemId: string; institutionId: string }[] }>("GET", "items");
    return items.filter((item) => item.institutionId === institutionId).map(({ itemId }) => itemId);
  }

  async itemAt(institutionId: string): Promise<string> {
    const [itemId] = await this.itemsAt(institutionId);
    if (itemId === undefined) throw new Error(`nothing is linked at ${institutionId}`);
    return itemId;
  }

  /** How often a path of Plaid's was called, for some Items or for whatever it was. */
  async callCount(path: string, itemIds?: readonly string[]): Promise<number> {
    const { calls } = await this.control<{ calls: { path: string; itemId: string | null }[] }>("GET", "calls");
    return calls.filter((call) => call.path === path && (itemIds?.includes(call.itemId ?? "") ?? true)).length;
  }

  /** What the Item's data calls fail with until its login is repaired in Link. */
  setItemError(itemId: string, code: string): Promise<object> {
    return this.control("POST", "item_error", { itemId, code });
  }

  /** Sends a webhook about an Item, signed as Plaid signs it. */
  fireWebhook(itemId: string, type: string, code: string): Promise<object> {
    return this.control("POST", "webhook", { itemId, type, code });
  }

  setConsentEnd(itemId: string, instant: Date): Promise<object> {
    return this.control("POST", "consent", { itemId, endsAt: instant.toISOString() });
  }

  /** What the Item shows from now on, as JSON text. */
  setPicture(itemId: string, picture: string): Promise<object> {
    return this.control("POST", "picture", { itemId, picture });
  }

  addFault(fault: Fault): Promise<object> {
    return this.control("POST", "faults", { fault });
  }

  /** The same fault for each of the Items at one institution. */
  async addFaultAt(institutionId: string, fault: Fault): Promise<void> {
    for (const itemId of await this.itemsAt(institutionId)) await this.addFault({ ...fault, itemId });
  }

  clearFaults(): Promise<object> {
    return this.control("POST", "faults", { fault: null });
  }
}

async function answerOf<T>(url: string, method: string, body?: object, headers: object = {}): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}
