import { describe, expect, it } from "vitest";
import { addDays, calendarDateIn } from "@/domain/calendar-date";
import { fullHistory, isInRange } from "@/domain/date-range";
import { decimalText, fitsNumeric } from "@/domain/decimal";
import { createLogger } from "@/server/platform/log";
import { startTestApp } from "@/testing/app";
import { toAccessToken } from "./access-token";
import { createPlaidGateway } from "./client";
import { createLinkToken } from "./create-link-token";
import { createSandboxPublicToken } from "./create-sandbox-public-token";
import { deadlineIn } from "./deadline";
import { exchangePublicToken } from "./exchange-public-token";
import { fetchPicture, type PictureProgress } from "./fetch-picture";
import { getAccounts } from "./get-accounts";
import { getHoldings } from "./get-holdings";
import { getInstitution } from "./get-institution";
import { getInvestmentTransactions } from "./get-investment-transactions";
import { getItemMetadata } from "./get-item-metadata";
import { removeItem } from "./remove-item";

const app = await startTestApp();
const lines: string[] = [];
const log = createLogger({ level: "debug", write: (line) => void lines.push(line) });
const keys = { clientId: "local-sandbox", secret: "local-sandbox" };
const plaid = createPlaidGateway({ baseUrl: app.plaid.url, ...keys, log, backoff: { baseMs: 1, capMs: 4 } });
const options = () => ({ deadline: deadlineIn(30_000) });
const today = calendarDateIn("UTC", new Date());
const history = fullHistory(today);

const INSTITUTION = "ins_109508";
async function link(username = "user_good") {
  const login = { institutionId: INSTITUTION, username, password: "pass_good" };
  const publicToken = await createSandboxPublicToken(plaid, login, options());
  return { publicToken, ...(await exchangePublicToken(plaid, publicToken, options())) };
}
const callsTo = (path: string) => app.plaid.exchanges.filter((exchange) => exchange.path === path);

const LINK_REQUEST = {
  clientUserId: "user-1",
  clientName: "Portfolio",
  language: "en",
  countryCodes: ["US"],
  redirectUri: null,
  webhookUrl: null,
  repairs: null,
};

describe("linking", () => {
  it("asks for investments and nothing else", async () => {
    const { linkToken, expiresAt } = await createLinkToken(plaid, LINK_REQUEST, options());
    expect(linkToken).toMatch(/^link-/);
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now());
    expect(callsTo("/link/token/create").at(-1)?.request).toEqual({
      user: { client_user_id: "user-1" },
      client_name: "Portfolio",
      language: "en",
      country_codes: ["US"],
      products: ["investments"],
    });
  });

  it("repairs an Item without naming products", async () => {
    const { accessToken } = await link();
    const request = {
      ...LINK_REQUEST,
      repairs: { accessToken, needsConsent: false, selectsAccounts: false },
      webhookUrl: "https://app.example/hook",
    };
    expect((await createLinkToken(plaid, request, options())).linkToken).toMatch(/^link-/);
    const sent = callsTo("/link/token/create").at(-1)?.request;
    expect(sent).toMatchObject({ access_token: accessToken });
    expect(sent).not.toHaveProperty("products");
    expect(sent).not.toHaveProperty("webhook");
    expect(sent).not.toHaveProperty("additional_consented_products");
    expect(sent).not.toHaveProperty("update");
  });

  it("asks for consent to investments in update mode, still without naming products", async () => {
    const { accessToken } = await link();
    const repairs = { accessToken, needsConsent: true, selectsAccounts: false };
    await createLinkToken(plaid, { ...LINK_REQUEST, repairs }, options());
    const sent = callsTo("/link/token/create").at(-1)?.request;
    expect(sent).toMatchObject({ access_token: accessToken, additional_consented_products: ["investments"] });
    expect(sent).not.toHaveProperty("products");
  });

  it("asks for the choice of accounts in update mode", async () => {
    const { accessToken } = await link();
    const repairs = { accessToken, needsConsent: false, selectsAccounts: true };
    await createLinkToken(plaid, { ...LINK_REQUEST, repairs }, options());
    const sent = callsTo("/link/token/create").at(-1)?.request;
    expect(sent).toMatchObject({ access_token: accessToken, update: { account_selection_enabled: true } });
  });

  it("refuses a public token that was used before", async () => {
    const { publicToken, itemId } = await link();
    expect(itemId).not.toBe("");
    await expect(exchangePublicToken(plaid, publicToken, options())).rejects.toMatchObject({
      failure: { kind: "plaid_error", errorCode: "INVALID_PUBLIC_TOKEN", httpStatus: 400 },
    });
    expect(
      callsTo("/item/public_token/exchange").filter(({ request }) => request.public_token === publicToken),
    ).toHaveLength(2);
  });

  it("ends an Item once and for all", async () => {
    const { accessToken } = await link();
    await removeItem(plaid, accessToken, options());
    await removeItem(plaid, accessToken, options());
    await expect(getAccounts(plaid, accessToken, options())).rejects.toMatchObject({
      failure: { errorCode: "ITEM_NOT_FOUND" },
    });
    const foreign = toAccessToken("access-production-00000000-0000-0000-0000-000000000000");
    await expect(removeItem(plaid, foreign, options())).rejects.toMatchObject({ failure: { kind: "plaid_error" } });
  });
});

describe("reading", () => {
  it("describes the Item, its institution and its accounts", async () => {
    const { accessToken, itemId } = await link();
    const { accounts, ...item } = await getAccounts(plaid, accessToken, options());
    expect(item).toEqual({ itemId, institutionId: INSTITUTION });
    expect(accounts.filter((account) => account.type === "investment").length).toBeGreaterThan(0);
    expect(await getItemMetadata(plaid, accessToken, options())).toMatchObject({ itemId });
    if (!item.institutionId) return expect.unreachable();
    const institution = await getInstitution(plaid, item.institutionId, ["US"], options());
    expect(institution).toMatchObject({ institutionId: INSTITUTION, name: "First Platypus Bank" });
    expect(institution.logo).toMatch(/^[A-Za-z0-9+/]+=*$/);
  });

  it("reads eighteen decimal places digit for digit", async () => {
    const { accessToken } = await link("user_crypto");
    const { holdings } = await getHoldings(plaid, accessToken, options());
    const quantities = holdings.map(({ quantity }) => quantity);
    expect(quantities.every(fitsNumeric)).toBe(true);
    expect(quantities.map((quantity) => quantity.decimalPlaces())).toContain(18);
    expect(holdings.some(({ unofficialCurrencyCode }) => unofficialCurrencyCode !== null)).toBe(true);
  });

  it("takes one picture: accounts, holdings, and every transaction with its security", async () => {
    const { accessToken } = await link();
    const progress: PictureProgress[] = [];
    const onProgress = (step: PictureProgress) => void progress.push(step);
    const picture = await fetchPicture(plaid, accessToken, history, { ...options(), onProgress });
    const securities = new Set(picture.securities.map(({ securityId }) => securityId));
    expect(securities.size).toBe(picture.securities.length);
    for (const { securityId } of picture.holdings) expect(securities).toContain(securityId);
    for (const { securityId } of picture.transactions) if (securityId) expect(securities).toContain(securityId);
    expect(picture.holdings.length).toBeGreaterThan(0);
    const total = picture.transactions.length;
    expect(progress).toContainEqual({ done: total, total });

    const current = await fetchPicture(plaid, accessToken, null, options());
    expect(current.transactions).toEqual([]);
    expect(current.holdings.map(({ quantity }) => decimalText(quantity))).toEqual(
      picture.holdings.map(({ quantity }) => decimalText(quantity)),
    );
  });

  it("T9: reads 1,900 transactions in pages of 500", async () => {
    const { accessToken } = await link("user_bulk_10_1900");
    const { transactions } = await getInvestmentTransactions(plaid, accessToken, history, options());
    expect(new Set(transactions.map(({ investmentTransactionId }) => investmentTransactionId)).size).toBe(1_900);
    const pages = callsTo("/investments/transactions/get").filter(
      ({ request }) => request.access_token === accessToken,
    );
    expect(pages).toHaveLength(5);
    expect(pages.at(-1)?.request).toMatchObject({ options: { offset: 0, count: 500 } });
  });

  it("reads the days it is given, both included", async () => {
    const { accessToken } = await link();
    const all = await getInvestmentTransactions(plaid, accessToken, history, options());
    const [newest, oldest] = [all.transactions[0]?.date, all.transactions.at(-1)?.date];
    if (!newest || !oldest) return expect.unreachable();
    const range = { startDate: addDays(newest, -90), endDate: newest };
    const some = await getInvestmentTransactions(plaid, accessToken, range, options());
    const expected = all.transactions.filter(({ date }) => isInRange(date, range));
    expect(JSON.stringify(some.transactions)).toBe(JSON.stringify(expected));
    expect(expected.length).toBeGreaterThan(0);
    const before = { startDate: oldest, endDate: oldest };
    expect(
      (await getInvestmentTransactions(plaid, accessToken, before, options())).transactions.length,
    ).toBeGreaterThan(0);
  });
});

describe("failing", () => {
  it("says why an Item cannot be read, and calls the other half off", async () => {
    const { accessToken, itemId } = await link("user_bulk_5_3000");
    app.sandbox.addFault({ kind: "hang", path: "/investments/transactions/get", itemId, times: "always" });
    app.sandbox.addFault({ kind: "error", path: "/investments/holdings/get", itemId, code: "ITEM_LOGIN_REQUIRED" });
    const startedAt = performance.now();
    await expect(fetchPicture(plaid, accessToken, history, options())).rejects.toMatchObject({
      failure: { path: "/investments/holdings/get", errorCode: "ITEM_LOGIN_REQUIRED" },
    });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    app.sandbox.clearFaults();
  });

  it("outlasts a connection that breaks", async () => {
    const { accessToken, itemId } = await link();
    app.sandbox.addFault({ kind: "reset", path: "/investments/holdings/get", itemId, times: 2 });
    expect((await getHoldings(plaid, accessToken, options())).holdings.length).toBeGreaterThan(0);
    app.sandbox.clearFaults();
  });

  it("T15: no log line ever held a token", () => {
    expect(lines.length).toBeGreaterThan(30);
    for (const line of lines) expect(line).not.toMatch(/(?:access|public|link)-[a-z]+-/);
  });
});
