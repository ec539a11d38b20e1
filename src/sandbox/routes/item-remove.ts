import * as z from "zod";
import { text } from "@/sandbox/fields";
import { requireItem } from "@/sandbox/items";
import { defineRoute } from "@/sandbox/route";

const fields = { access_token: text, reason_code: z.string().nullish(), reason_note: z.string().max(512).nullish() };

/** Ends an Item for good; every later call with its token is ITEM_NOT_FOUND. */
export const itemRemove = defineRoute("/item/remove", fields, (sandbox, body) => {
  const item = requireItem(sandbox, body.access_token);
  item.removed = true;
  delete sandbox.store.state.pictures[item.itemId];
  sandbox.pictures.forget(item.itemId);
  sandbox.store.save();
  return {};
});
