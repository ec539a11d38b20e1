import * as z from "zod";
import { PlaidFailure } from "@/sandbox/errors";
import { text } from "@/sandbox/fields";
import { isLoopbackUrl } from "@/sandbox/http";
import { requireItem } from "@/sandbox/items";
import { defineRoute } from "@/sandbox/route";
import { fireWebhook } from "@/sandbox/webhooks/fire-webhook";

const TYPES = "AUTH HOLDINGS INVESTMENTS_TRANSACTIONS ITEM LIABILITIES TRANSACTIONS ASSETS".split(" ");
const ITEM_CODES =
  "NEW_ACCOUNTS_AVAILABLE USER_PERMISSION_REVOKED USER_ACCOUNT_REVOKED PENDING_DISCONNECT LOGIN_REPAIRED".split(" ");
const CODES_OF_OTHER_PRODUCTS =
  "SMS_MICRODEPOSITS_VERIFICATION AUTHORIZATION_GRANTED RECURRING_TRANSACTIONS_UPDATE SYNC_UPDATES_AVAILABLE PRODUCT_READY ERROR";
const CODES = ["DEFAULT_UPDATE", ...ITEM_CODES, ...CODES_OF_OTHER_PRODUCTS.split(" ")];
const fields = { access_token: text, webhook_type: z.enum(TYPES).optional(), webhook_code: z.enum(CODES) };

/** The type that a code is sent with; null = one of a product that this sandbox, or the Item, does not have. */
function typeOf(code: string, asked: string | undefined, products: readonly string[]): string | null {
  if (ITEM_CODES.includes(code)) return asked === undefined || asked === "ITEM" ? "ITEM" : null;
  const isInvestments = asked === "HOLDINGS" || asked === "INVESTMENTS_TRANSACTIONS";
  return code === "DEFAULT_UPDATE" && isInvestments && products.includes("investments") ? asked : null;
}

/**
 * Sends a webhook to an Item's address, as an example: the Item itself does not change.
 * Errors: SANDBOX_PRODUCT_NOT_ENABLED; SANDBOX_WEBHOOK_INVALID when the Item has no address on this computer.
 */
export const sandboxItemFireWebhook = defineRoute("/sandbox/item/fire_webhook", fields, (sandbox, body) => {
  const item = requireItem(sandbox, body.access_token);
  const type = typeOf(body.webhook_code, body.webhook_type, item.products);
  if (type === null)
    throw new PlaidFailure("SANDBOX_PRODUCT_NOT_ENABLED", "this Item has no product that sends such a webhook");
  if (item.webhook === null || !isLoopbackUrl(item.webhook))
    throw new PlaidFailure("SANDBOX_WEBHOOK_INVALID", "this Item has no webhook address on this computer");
  fireWebhook(sandbox, item, type, body.webhook_code);
  return { webhook_fired: true };
});
