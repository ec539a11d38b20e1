import * as z from "zod";
import { text } from "@/sandbox/fields";
import { itemJson, requireItem } from "@/sandbox/items";
import { defineRoute } from "@/sandbox/route";
import { fireWebhook } from "@/sandbox/webhooks/fire-webhook";

const fields = { access_token: text, webhook: z.url().nullish() };

/** Where an Item's webhooks go from now on, which the new address is told; null = nowhere. */
export const itemWebhookUpdate = defineRoute("/item/webhook/update", fields, (sandbox, body) => {
  const item = requireItem(sandbox, body.access_token);
  item.webhook = body.webhook ?? null;
  sandbox.store.save();
  fireWebhook(sandbox, item, "ITEM", "WEBHOOK_UPDATE_ACKNOWLEDGED");
  return { item: itemJson(item) };
});
