import { text } from "@/sandbox/fields";
import { errorOf, itemJson, requireItem } from "@/sandbox/items";
import { defineRoute } from "@/sandbox/route";

/** The Item with its error, and when its data was last renewed: always the minute of the call. */
export const itemGet = defineRoute("/item/get", { access_token: text }, (sandbox, body) => {
  const item = requireItem(sandbox, body.access_token);
  const failure = errorOf(sandbox, item);
  const lastSuccess = failure ? item.createdAt : sandbox.clock.now().toISOString();
  const { lastWebhook } = item;
  const investments = { last_successful_update: lastSuccess, last_failed_update: null };
  return {
    item: {
      ...itemJson(item, failure),
      created_at: item.createdAt,
      consented_use_cases: [],
      consented_data_scopes: [],
    },
    status: { investments, last_webhook: lastWebhook && { sent_at: lastWebhook.sentAt, code_sent: lastWebhook.code } },
  };
});
