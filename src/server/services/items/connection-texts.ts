import { describeReason } from "@/domain/failure-texts";
import type { ItemState } from "@/domain/item-status";
import { stateAfterFailure } from "@/domain/plaid-errors";
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
  const reason = item.reason === null ? null : `${describeReason(item.reason)}.`;
  // What led to the state knows best what helps; a later failure of another kind does not change what is to be done.
  const isItsReason = stateAfterFailure({ errorCode: item.reason }) === item.state;
  return isItsReason ? reason : (STATE_TEXTS[item.state] ?? reason);
}

/** Whether signing in again through Link is what helps. */
export function needsReconnect(state: ItemState): boolean {
  return state === "reauth_required" || state === "consent_required";
}

/** Update mode cannot help these: to link the login anew is what they need. */
export const BEYOND_REPAIR: readonly ItemState[] = ["disconnected", "key_unavailable"];
