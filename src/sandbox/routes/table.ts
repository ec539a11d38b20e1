import type { Route } from "@/sandbox/route";
import { accountsBalanceGet } from "@/sandbox/routes/accounts-balance-get";
import { accountsGet } from "@/sandbox/routes/accounts-get";
import { institutionsGet } from "@/sandbox/routes/institutions-get";
import { institutionsGetById } from "@/sandbox/routes/institutions-get-by-id";
import { institutionsSearch } from "@/sandbox/routes/institutions-search";
import { investmentsHoldingsGet } from "@/sandbox/routes/investments-holdings-get";
import { investmentsRefresh } from "@/sandbox/routes/investments-refresh";
import { investmentsTransactionsGet } from "@/sandbox/routes/investments-transactions-get";
import { itemAccessTokenInvalidate } from "@/sandbox/routes/item-access-token-invalidate";
import { itemGet } from "@/sandbox/routes/item-get";
import { itemPublicTokenExchange } from "@/sandbox/routes/item-public-token-exchange";
import { itemRemove } from "@/sandbox/routes/item-remove";
import { itemWebhookUpdate } from "@/sandbox/routes/item-webhook-update";
import { linkTokenCreate } from "@/sandbox/routes/link-token-create";
import { linkTokenGet } from "@/sandbox/routes/link-token-get";
import { sandboxItemFireWebhook } from "@/sandbox/routes/sandbox-item-fire-webhook";
import { sandboxItemResetLogin } from "@/sandbox/routes/sandbox-item-reset-login";
import { sandboxPublicTokenCreate } from "@/sandbox/routes/sandbox-public-token-create";
import { webhookVerificationKeyGet } from "@/sandbox/routes/webhook-verification-key-get";

const ALL = [
  accountsBalanceGet,
  accountsGet,
  institutionsGet,
  institutionsGetById,
  institutionsSearch,
  investmentsHoldingsGet,
  investmentsRefresh,
  investmentsTransactionsGet,
  itemAccessTokenInvalidate,
  itemGet,
  itemPublicTokenExchange,
  itemRemove,
  itemWebhookUpdate,
  linkTokenCreate,
  linkTokenGet,
  sandboxItemFireWebhook,
  sandboxItemResetLogin,
  sandboxPublicTokenCreate,
  webhookVerificationKeyGet,
];

/** Every Plaid path the sandbox speaks. */
export const ROUTES: ReadonlyMap<string, Route> = new Map(ALL.map((route) => [route.path, route]));
