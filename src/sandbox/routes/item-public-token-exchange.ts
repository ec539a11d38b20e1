import { PlaidFailure } from "@/sandbox/errors";
import { text } from "@/sandbox/fields";
import { newToken } from "@/sandbox/ids";
import { findInstitution } from "@/sandbox/institutions/catalogue";
import { defineRoute } from "@/sandbox/route";
import type { SandboxItem, SandboxState } from "@/sandbox/state";

/** Turns a public token into an access token, once; a repaired Item keeps the token it has. Errors: INVALID_PUBLIC_TOKEN. */
export const itemPublicTokenExchange = defineRoute(
  "/item/public_token/exchange",
  { public_token: text },
  ({ store, clock }, body) => {
    const record = store.state.publicTokens[body.public_token];
    const item = record === undefined ? undefined : store.state.items[record.itemId];
    if (record === undefined || item === undefined || item.removed) {
      throw new PlaidFailure("INVALID_PUBLIC_TOKEN", "this public token was not issued by this sandbox");
    }
    if (record.used) throw new PlaidFailure("INVALID_PUBLIC_TOKEN", "this public token was exchanged before");
    if (Date.parse(record.expiresAt) <= clock.now().getTime())
      throw new PlaidFailure("INVALID_PUBLIC_TOKEN", "this public token has expired");
    record.used = true;
    if (item.accessToken === null) breakOlderItems(store.state, item);
    item.accessToken ??= newToken("access");
    store.save();
    return { access_token: item.accessToken, item_id: item.itemId };
  },
);

/** At an institution that keeps the newest Item of a login only, the others must be repaired. */
function breakOlderItems({ items }: SandboxState, { institutionId, username }: SandboxItem): void {
  if (!findInstitution(institutionId)?.keepsNewestItemOnly) return;
  for (const other of Object.values(items)) {
    const isOlder = other.accessToken !== null && other.institutionId === institutionId && other.username === username;
    if (isOlder) other.error = "ITEM_LOGIN_REQUIRED";
  }
}
