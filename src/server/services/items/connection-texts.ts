import { describeReason } from "@/domain/failure-texts";
import type { ItemState } from "@/domain/item-status";
import type { ItemRecord } from "@/server/db/items";

const STATE_TEXTS: Readonly<Record<ItemState, string | null>> = {
  ok: null,
  preparing: null,
  reauth_required: "The brokerage asks you to sign in again. Reconnect to keep this portfolio up to date.",
  consent_required: "The brokerage needs your consent to share investments. Reconnect to give it.",
  suspect: null,
  institution_unavailable: "The brokerage cannot be reached at the moment. What you see is the last known state.",
  unsupported: "This connection gives no investments through Plaid.",
  disconnected: "Access ended at the brokerage or at Plaid. Link the brokerage again; what was stored stays readable.",
  key_unavailable: "This installation no longer has the key that opens this connection. Link the brokerage again.",
};

/** What the user should know of a connection; null when all is well. */
export function connectionText(item: Pick<ItemRecord, "state" | "reason">): string | null {
  const text = STATE_TEXTS[item.state];
  if (text) return text;
  return item.reason === null ? null : `${describeReason(item.reason)}.`;
}

/** Whether signing in again through Link is what helps. */
export function needsReconnect(state: ItemState): boolean {
  return state === "reauth_required" || state === "consent_required";
}
