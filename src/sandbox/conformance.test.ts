import {
  Configuration,
  CountryCode,
  PlaidApi,
  Products,
  SandboxItemFireWebhookRequestWebhookCodeEnum as WebhookCode,
  WebhookType,
} from "plaid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, startCaller } from "@/sandbox/testing/caller";
import { breachesOf } from "@/sandbox/testing/plaid-schemas";
import { kidOf, startReceiver } from "@/sandbox/testing/webhook-receiver";

let sandbox: Caller;
let client: PlaidApi;

beforeAll(async () => {
  sandbox = await startCaller();
  const headers = { "PLAID-CLIENT-ID": "local-sandbox", "PLAID-SECRET": "local-sandbox" };
  client = new PlaidApi(new Configuration({ basePath: sandbox.url, baseOptions: { headers, proxy: false } }));
});
afterAll(() => sandbox.close());

const DATES = { start_date: "2020-01-01", end_date: "2099-12-31" };
const COUNTRIES = [CountryCode.Us, CountryCode.Ca];
const CUSTOM = JSON.stringify({
  override_accounts: [
    {
      type: "investment",
      subtype: "ira",
      starting_balance: 10,
      meta: { name: "Own" },
      holdings: [
        {
          institution_price: 1.5,
          quantity: 2,
          currency: "USD",
          security: { ticker_symbol: "X270115P00012500", currency: "USD" },
        },
      ],
      investment_transactions: [
        {
          date: "2026-01-02",
          name: "b",
          quantity: 1,
          price: 2,
          fees: 1,
          type: "buy",
          currency: "USD",
          security: { ticker_symbol: "CUR:BTC" },
        },
      ],
    },
  ],
});

test.each([
  ["ins_109508", "user_good", "pass_good"],
  ["ins_900001", "user_good", "pass_good"],
  ["ins_109508", "user_retirement", "pass_good"],
  ["ins_109508", "user_crypto", "pass_good"],
  ["ins_109508", "user_cad", "pass_good"],
  ["ins_109508", "user_bulk_20_600", "pass_good"],
  ["ins_109508", "user_history", "pass_good"],
  ["ins_109508", "user_options", "pass_good"],
  ["ins_109508", "user_bonds", "pass_good"],
  ["ins_109508", "user_stock_plan", "pass_good"],
  ["ins_109508", "user_mixed", "pass_good"],
  ["ins_109508", "user_cash", "pass_good"],
  ["ins_109508", "user_manual", "pass_good"],
  ["ins_109508", "user_empty", "pass_good"],
  ["ins_109508", "user_custom", CUSTOM],
])(
  "every answer about %s/%s fits Plaid's published types, through Plaid's own client",
  async (institution, username, password) => {
    const created = await client.sandboxPublicTokenCreate({
      institution_id: institution,
      initial_products: [Products.Investments],
      options: { override_username: username, override_password: password },
    });
    expect(breachesOf("SandboxPublicTokenCreateResponse", created.data)).toEqual([]);
    const exchanged = await client.itemPublicTokenExchange({ public_token: created.data.public_token });
    expect(breachesOf("ItemPublicTokenExchangeResponse", exchanged.data)).toEqual([]);
    const access_token = exchanged.data.access_token;

    const holdings = await client.investmentsHoldingsGet({ access_token });
    expect(breachesOf("InvestmentsHoldingsGetResponse", holdings.data)).toEqual([]);
    expect(holdings.data.holdings.length > 0).toBe(username !== "user_empty");
    expect(holdings.data.is_investments_fallback_item).toBe(username === "user_manual");
    const transactions = await client.investmentsTransactionsGet({ access_token, ...DATES, options: { count: 500 } });
    expect(breachesOf("InvestmentsTransactionsGetResponse", transactions.data)).toEqual([]);
    const standsStill = username === "user_empty" || username === "user_manual";
    expect(transactions.data.investment_transactions.length > 0).toBe(!standsStill);
    expect(breachesOf("AccountsGetResponse", (await client.accountsGet({ access_token })).data)).toEqual([]);
    expect(breachesOf("AccountsGetResponse", (await client.accountsBalanceGet({ access_token })).data)).toEqual([]);
    expect(breachesOf("ItemGetResponse", (await client.itemGet({ access_token })).data)).toEqual([]);

    expect(
      breachesOf("SandboxItemResetLoginResponse", (await client.sandboxItemResetLogin({ access_token })).data),
    ).toEqual([]);
    const broken = (await client.itemGet({ access_token })).data;
    expect(breachesOf("ItemGetResponse", broken)).toEqual([]);
    expect(broken.item.error?.error_code).toBe("ITEM_LOGIN_REQUIRED");
    expect(breachesOf("ItemRemoveResponse", (await client.itemRemove({ access_token })).data)).toEqual([]);
  },
);

test("institutions and Link tokens fit Plaid's published types", async () => {
  const options = { include_optional_metadata: true, include_status: true };
  const one = await client.institutionsGetById({ institution_id: "ins_900004", country_codes: COUNTRIES, options });
  expect(breachesOf("InstitutionsGetByIdResponse", one.data)).toEqual([]);
  expect(one.data.institution.status).toBeNull();
  const search = { query: "maple", country_codes: COUNTRIES, options: { include_optional_metadata: true } };
  const found = await client.institutionsSearch(search);
  expect(breachesOf("InstitutionsSearchResponse", found.data)).toEqual([]);
  expect(found.data.institutions.map(({ name }) => name)).toEqual(["Maple Harbour Direct"]);
  const page = await client.institutionsGet({ count: 2, offset: 1, country_codes: [CountryCode.Us] });
  expect(breachesOf("InstitutionsGetResponse", page.data)).toEqual([]);
  expect(page.data.institutions).toHaveLength(2);

  const created = await client.linkTokenCreate({
    client_name: "Portfolio",
    language: "en",
    country_codes: COUNTRIES,
    products: [Products.Investments],
    user: { client_user_id: "u-1" },
  });
  expect(breachesOf("LinkTokenCreateResponse", created.data)).toEqual([]);
  const shown = await client.linkTokenGet({ link_token: created.data.link_token });
  expect(breachesOf("LinkTokenGetResponse", shown.data)).toEqual([]);
});

test("every webhook, and every answer around webhooks, fits Plaid's published types", async () => {
  const receiver = await startReceiver();
  const { token: access_token, itemId } = await sandbox.link({ webhook: receiver.url });
  const arrived = async (count: number) => {
    await expect.poll(() => receiver.received.length).toBe(count);
    return receiver.received.at(-1);
  };
  const typeOf = new Map([
    ["HOLDINGS DEFAULT_UPDATE", "HoldingsDefaultUpdateWebhook"],
    ["INVESTMENTS_TRANSACTIONS DEFAULT_UPDATE", "InvestmentsDefaultUpdateWebhook"],
    ["INVESTMENTS_TRANSACTIONS HISTORICAL_UPDATE", "InvestmentsHistoricalUpdateWebhook"],
    ["ITEM ERROR", "ItemErrorWebhook"],
    ["ITEM LOGIN_REPAIRED", "ItemLoginRepairedWebhook"],
    ["ITEM NEW_ACCOUNTS_AVAILABLE", "NewAccountsAvailableWebhook"],
    ["ITEM USER_PERMISSION_REVOKED", "UserPermissionRevokedWebhook"],
    ["ITEM USER_ACCOUNT_REVOKED", "UserAccountRevokedWebhook"],
    ["ITEM PENDING_DISCONNECT", "PendingDisconnectWebhook"],
    ["ITEM PENDING_EXPIRATION", "PendingExpirationWebhook"],
    ["ITEM WEBHOOK_UPDATE_ACKNOWLEDGED", "WebhookUpdateAcknowledgedWebhook"],
  ]);
  for (const event of typeOf.keys()) {
    const [type = "", code = ""] = event.split(" ");
    sandbox.control.fireWebhook({ itemId, type, code });
  }
  await arrived(typeOf.size);
  for (const { body } of receiver.received) {
    const published = typeOf.get(`${body.webhook_type} ${body.webhook_code}`);
    expect(breachesOf(published ?? "", body)).toEqual([]);
  }

  const fired = await client.sandboxItemFireWebhook({
    access_token,
    webhook_type: WebhookType.Item,
    webhook_code: WebhookCode.NewAccountsAvailable,
  });
  expect(breachesOf("SandboxItemFireWebhookResponse", fired.data)).toEqual([]);
  const updated = await client.itemWebhookUpdate({ access_token, webhook: receiver.url });
  expect(breachesOf("ItemWebhookUpdateResponse", updated.data)).toEqual([]);
  const last = await arrived(typeOf.size + 2);
  const shown = await client.itemGet({ access_token });
  expect(breachesOf("ItemGetResponse", shown.data)).toEqual([]);
  expect(shown.data.status?.last_webhook).not.toBeNull();
  const key = await client.webhookVerificationKeyGet({ key_id: last ? kidOf(last) : "" });
  expect(breachesOf("WebhookVerificationKeyGetResponse", key.data)).toEqual([]);
  const refreshed = await client.investmentsRefresh({ access_token });
  expect(breachesOf("InvestmentsRefreshResponse", refreshed.data)).toEqual([]);
  const renewed = await client.itemAccessTokenInvalidate({ access_token });
  expect(breachesOf("ItemAccessTokenInvalidateResponse", renewed.data)).toEqual([]);
  await receiver.close();
});

test("/sandbox/item/fire_webhook knows exactly Plaid's codes and types", async () => {
  const { token: access_token } = await sandbox.link();
  const codeFor = async (webhook_code: string, webhook_type?: string) =>
    (await sandbox.call("/sandbox/item/fire_webhook", { access_token, webhook_code, webhook_type })).body.error_code;
  for (const code of Object.values(WebhookCode)) expect(await codeFor(code)).toMatch(/^SANDBOX_/);
  for (const type of Object.values(WebhookType)) expect(await codeFor("DEFAULT_UPDATE", type)).toMatch(/^SANDBOX_/);
  for (const code of ["HISTORICAL_UPDATE", "default_update", ""]) expect(await codeFor(code)).toBe("INVALID_FIELD");
});

test("a refusal fits Plaid's published error type", async () => {
  const { status, body } = await sandbox.call("/item/get", { access_token: "access-sandbox-none" });
  expect(status).toBe(400);
  expect(breachesOf("PlaidError", body)).toEqual([]);
  expect(body).toMatchObject({ error_type: "INVALID_INPUT", error_code: "INVALID_ACCESS_TOKEN" });
});

test("the check itself notices a missing key, a wrong type and an unknown key", () => {
  expect(breachesOf("ItemRemoveResponse", {})).not.toEqual([]);
  expect(breachesOf("ItemRemoveResponse", { request_id: 1 })).not.toEqual([]);
  expect(breachesOf("ItemRemoveResponse", { request_id: "a", more: 1 })).not.toEqual([]);
});
