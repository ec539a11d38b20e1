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
