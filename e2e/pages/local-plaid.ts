import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "../fixtures/stack";

type KeptItem = { readonly institutionId: string; readonly accessToken: string | null; readonly removed: boolean };

const CREDENTIALS = { client_id: "local-sandbox", secret: "local-sandbox" };

/**
 * Breaks the login of the Items at one institution, as a changed password does. The local Plaid keeps its tokens in a file
 * of its own; the app never gives one away.
 */
export async function resetLogin(stack: Stack, institutionId: string): Promise<void> {
  const state: { items: Record<string, KeptItem> } = JSON.parse(
    readFileSync(join(stack.dataDir, "sandbox", "state.json"), "utf8"),
  );
  for (const item of Object.values(state.items)) {
    if (item.institutionId !== institutionId || item.accessToken === null || item.removed) continue;
    const response = await fetch(`${stack.sandboxUrl}/sandbox/item/reset_login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...CREDENTIALS, access_token: item.accessToken }),
    });
    if (!response.ok) throw new Error(`reset_login answered ${response.status}: ${await response.text()}`);
  }
}

async function control<Answer>({ control: { url, token } }: Stack, call: string, body?: object): Promise<Answer> {
  const [method = "", path = ""] = call.split(" ");
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${call} answered ${response.status}: ${text}`);
  return JSON.parse(text) as Answer;
}

async function itemIdsAt(stack: Stack, institutionId: string): Promise<string[]> {
  const { items } = await control<{ items: { itemId: string; institutionId: string }[] }>(stack, "GET /items");
  return items.filter((item) => item.institutionId === institutionId).map(({ itemId }) => itemId);
}

/** A fault as docs/plaid-sandbox.md describes it, about the Items at one institution. */
export async function addFault(stack: Stack, institutionId: string, fault: object): Promise<void> {
  for (const itemId of await itemIdsAt(stack, institutionId))
    await control(stack, "POST /faults", { fault: { ...fault, itemId } });
}

/** A fault about whatever Item is asked for. */
export async function addFaultForAll(stack: Stack, fault: object): Promise<void> {
  await control(stack, "POST /faults", { fault });
}

export async function clearFaults(stack: Stack): Promise<void> {
  await control(stack, "POST /faults", { fault: null });
}

/** How often Plaid was asked for the holdings of the Items at one institution. */
export async function countHoldingsCalls(stack: Stack, institutionId: string): Promise<number> {
  const itemIds = await itemIdsAt(stack, institutionId);
  const { calls } = await control<{ calls: { path: string; itemId: string }[] }>(stack, "GET /calls");
  return calls.filter(({ path, itemId }) => path === "/investments/holdings/get" && itemIds.includes(itemId)).length;
}
