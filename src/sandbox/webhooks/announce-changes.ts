import { errorOf } from "@/sandbox/items";
import type { Sandbox } from "@/sandbox/sandbox";
import type { SandboxItem } from "@/sandbox/state";
import { fireWebhook, webhookError } from "@/sandbox/webhooks/fire-webhook";

/**
 * Tells what became of Items since the last time, whatever the cause: one that broke, one that is healthy again, and one whose
 * transactions were not ready and are. It is due after each call, and each second for what time alone brings about.
 */
export function announceChanges(sandbox: Sandbox): void {
  const { store, clock, faults } = sandbox;
  const changed = Object.values(store.state.items).filter((item) => !item.removed && announceHealth(sandbox, item));
  if (changed.length > 0) store.save();
  for (const itemId of faults.takeReady(clock.now().getTime())) {
    const item = store.state.items[itemId];
    if (item !== undefined && !item.removed)
      fireWebhook(sandbox, item, "INVESTMENTS_TRANSACTIONS", "HISTORICAL_UPDATE");
  }
}

/** True when there was something to tell. */
function announceHealth(sandbox: Sandbox, item: SandboxItem): boolean {
  const failure = errorOf(sandbox, item);
  const [told, code] = [item.announcedError, failure?.code ?? null];
  if (code === told) return false;
  item.announcedError = code;
  if (failure !== null) {
    const event = failure.code === "USER_PERMISSION_REVOKED" ? failure.code : "ERROR";
    fireWebhook(sandbox, item, "ITEM", event, { error: webhookError(failure) });
  } else if (told === "ITEM_LOGIN_REQUIRED") fireWebhook(sandbox, item, "ITEM", "LOGIN_REPAIRED");
  return true;
}
