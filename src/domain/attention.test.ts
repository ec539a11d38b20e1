import { expect, test } from "vitest";
import { findAttention, type ItemFacts } from "./attention";

const NOW = Date.parse("2026-11-27T12:00:00Z");
const ago = (days: number) => new Date(NOW - days * 86_400_000).toISOString();

const WELL: ItemFacts = {
  ...{ state: "ok", stateText: null, stateSince: ago(100), linkedAt: ago(100), refreshedAt: ago(0.5) },
  ...{ providerUpdatedAt: ago(1), expiresAt: null, failureCount: 0, newAccountsAt: null, isDuplicate: false },
  ...{ lastWebhookAt: ago(1), isWebhookExpected: true, positionCount: 10, missingBasisCount: 0, stalePriceCount: 0 },
  ...{ undescribedCount: 0, unknownTypes: { count: 0, labels: [] } },
};
const found = (facts: Partial<ItemFacts>) =>
  findAttention({ ...WELL, ...facts }, NOW).map(({ kind, severity, fix }) => `${severity} ${kind}: ${fix}`);

test("of an Item that is well nothing is said", () => {
  expect(found({})).toEqual([]);
});

test.each<[string, Partial<ItemFacts>, string[]]>([
  ["a login", { state: "reauth_required", stateText: "Sign in." }, ["high state: reconnect"]],
  ["an end", { state: "disconnected", stateText: "Gone." }, ["high state: connection"]],
  ["no support", { state: "unsupported", stateText: "No." }, ["medium state: connection"]],
  ["an outage", { state: "institution_unavailable", stateText: "Away." }, ["medium state: refresh"]],
  ["one failure", { stateText: "Limit.", failureCount: 1 }, ["medium failed: refresh"]],
  ["many failures", { stateText: "Limit.", failureCount: 3 }, ["high failing: refresh", "medium failed: refresh"]],
  ["old data", { refreshedAt: ago(1.1) }, ["medium stale: refresh"]],
  ["old data of Plaid's", { providerUpdatedAt: ago(3.1) }, ["medium provider_stale: none"]],
  ["a consent that ends", { expiresAt: ago(-13) }, ["medium access_ends: reconnect"]],
  ["a consent that ended", { expiresAt: ago(1) }, ["medium access_ends: reconnect"]],
  ["a consent that ends some day", { expiresAt: ago(-15) }, []],
  ["a duplicate", { isDuplicate: true }, ["medium duplicate: connection"]],
  ["new accounts", { newAccountsAt: ago(1) }, ["low new_accounts: add_accounts"]],
  ["no webhooks any more", { lastWebhookAt: ago(8) }, ["low no_webhooks: none"]],
  ["no webhooks ever", { lastWebhookAt: null }, ["low no_webhooks: none"]],
  ["no webhooks yet", { lastWebhookAt: null, linkedAt: ago(6) }, []],
  ["no webhooks, where none can come", { lastWebhookAt: null, isWebhookExpected: false }, []],
  ["no cost", { missingBasisCount: 2 }, ["low missing_basis: holdings"]],
  ["old prices", { stalePriceCount: 1 }, ["low stale_prices: holdings"]],
  ["no description", { undescribedCount: 1 }, ["low undescribed_securities: holdings"]],
  ["unknown types", { unknownTypes: { count: 1, labels: ["Gift"] } }, ["low unknown_types: activity"]],
])("%s", (_, facts, expected) => {
  expect(found(facts)).toEqual(expected);
});

test("who must sign in is not told as well that the data is old: the one thing that helps is told", () => {
  const facts = { state: "consent_required", stateText: "Sign in.", refreshedAt: ago(9), failureCount: 5 } as const;
  expect(found(facts)).toEqual(["high state: reconnect"]);
});

test("counts are told of how many, in the singular too", () => {
  const texts = findAttention({ ...WELL, positionCount: 1, missingBasisCount: 1 }, NOW).map(({ text }) => text);
  expect(texts).toEqual(["The brokerage gives no cost for 1 of 1 position; gains leave them out."]);
});
