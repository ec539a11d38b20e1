import { DAY_MS } from "@/sandbox/clock";
import { errorClassOf, errorObject, PlaidFailure } from "@/sandbox/errors";
import type { JsonObject } from "@/sandbox/json";
import type { Sandbox } from "@/sandbox/sandbox";
import type { SandboxItem } from "@/sandbox/state";

const NOTICE_MS = 7 * DAY_MS;

/** Plaid's error object as webhooks tell it: with its HTTP status, without a request id. */
export function webhookError(failure: PlaidFailure): JsonObject {
  return { ...errorObject(failure), status: errorClassOf(failure.code).status };
}

function endOfConsent({ clock }: Sandbox, { consentExpiresAt }: SandboxItem): string {
  return consentExpiresAt ?? new Date(clock.now().getTime() + NOTICE_MS).toISOString();
}

function firstAccountId({ pictures, clock }: Sandbox, item: SandboxItem): string {
  return pictures.of(item).at(clock.now().getTime()).accounts()[0]?.accountId ?? "";
}

function itemError(code: string): JsonObject {
  return webhookError(new PlaidFailure(code, "this Item must be repaired through Link in update mode"));
}

/** What a webhook says beside its type, code, Item and environment, unless whoever sends it says otherwise. */
const DETAILS: Readonly<Record<string, (sandbox: Sandbox, item: SandboxItem) => JsonObject>> = {
  "HOLDINGS DEFAULT_UPDATE": () => ({ error: null, new_holdings: 0, updated_holdings: 1 }),
  "INVESTMENTS_TRANSACTIONS DEFAULT_UPDATE": () => ({
    error: null,
    new_investments_transactions: 1,
    cancelled_investments_transactions: 0,
  }),
  "INVESTMENTS_TRANSACTIONS HISTORICAL_UPDATE": ({ pictures, clock }, item) => ({
    error: null,
    new_investments_transactions: pictures.of(item).at(clock.now().getTime()).transactions().length,
    cancelled_investments_transactions: 0,
  }),
  "ITEM ERROR": () => ({ error: itemError("ITEM_LOGIN_REQUIRED") }),
  "ITEM NEW_ACCOUNTS_AVAILABLE": () => ({ error: null }),
  "ITEM USER_PERMISSION_REVOKED": () => ({ error: itemError("USER_PERMISSION_REVOKED") }),
  "ITEM USER_ACCOUNT_REVOKED": (sandbox, item) => ({ account_id: firstAccountId(sandbox, item) }),
  "ITEM PENDING_DISCONNECT": (sandbox, item) => ({
    reason: "INSTITUTION_TOKEN_EXPIRATION",
    disconnect_time: endOfConsent(sandbox, item),
  }),
  "ITEM PENDING_EXPIRATION": (sandbox, item) => ({ consent_expiration_time: endOfConsent(sandbox, item) }),
  "ITEM WEBHOOK_UPDATE_ACKNOWLEDGED": (_sandbox, item) => ({ error: null, new_webhook_url: item.webhook }),
};

/** Tells an Item's address of an event, in Plaid's shape; `details` add to it or replace parts of it. */
export function fireWebhook(
  sandbox: Sandbox,
  item: SandboxItem,
  type: string,
  code: string,
  details: JsonObject = {},
): void {
  const known = DETAILS[`${type} ${code}`]?.(sandbox, item);
  const base = { webhook_type: type, webhook_code: code, item_id: item.itemId, environment: "sandbox" };
  sandbox.webhooks.send(item, { ...base, ...known, ...details });
}
