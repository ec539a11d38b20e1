import { text } from "@/sandbox/fields";
import { newToken } from "@/sandbox/ids";
import { requireItem } from "@/sandbox/items";
import { defineRoute } from "@/sandbox/route";

/** Gives an Item another access token; the old one is INVALID_ACCESS_TOKEN from now on. */
export const itemAccessTokenInvalidate = defineRoute(
  "/item/access_token/invalidate",
  { access_token: text },
  (sandbox, body) => {
    const item = requireItem(sandbox, body.access_token);
    item.accessToken = newToken("access");
    sandbox.store.save();
    return { new_access_token: item.accessToken };
  },
);
