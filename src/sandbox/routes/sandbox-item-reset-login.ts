import { text } from "@/sandbox/fields";
import { requireItem } from "@/sandbox/items";
import { defineRoute } from "@/sandbox/route";

/** Breaks the login of an Item: its data is ITEM_LOGIN_REQUIRED until Link's update mode succeeds. */
export const sandboxItemResetLogin = defineRoute(
  "/sandbox/item/reset_login",
  { access_token: text },
  (sandbox, body) => {
    requireItem(sandbox, body.access_token).error = "ITEM_LOGIN_REQUIRED";
    sandbox.store.save();
    return { reset_login: true };
  },
);
