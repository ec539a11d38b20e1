import type { ItemId, UserId } from "@/domain/ids";
import { type AccessToken, toAccessToken } from "@/server/plaid/access-token";
import { SealError } from "@/server/platform/seal";
import type { ServiceContext } from "./context";

const PURPOSE = "plaid_access_token";
type Owned = { readonly itemId: ItemId; readonly userId: UserId; readonly accessTokenSealed: string | null };

/** Opens an Item's access token. Errors: SealError, also when the token was erased. */
export function openAccessToken(ctx: ServiceContext, item: Owned): AccessToken {
  if (item.accessTokenSealed === null) throw new SealError("key_unavailable");
  return toAccessToken(ctx.sealer.open(PURPOSE, { userId: item.userId, itemId: item.itemId }, item.accessTokenSealed));
}

/** Seals an access token for its Item and user; it opens for no other. */
export function sealAccessToken(
  ctx: ServiceContext,
  owner: { itemId: ItemId; userId: UserId },
  token: AccessToken,
): string {
  return ctx.sealer.seal(PURPOSE, owner, token);
}
