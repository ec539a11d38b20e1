// Where Plaid is told to send webhooks: by the settings alone.
import { expect, test } from "vitest";
import { POST as generateLinkToken } from "@/app/api/plaid/investments/generate_link_token/route";
import { syncItemMetadata } from "@/server/services/items/sync-item-metadata";
import { generateUpdateLinkToken } from "@/server/services/link/generate-update-link-token";
import { callRoute } from "@/testing/call-route";
import { startEngine } from "@/testing/engine";

// Nothing listens there: webhooks go nowhere.
const engine = await startEngine({ env: { PORT: "9" } });
const OURS = "http://127.0.0.1:9/api/plaid/webhook";
const JOB = { kind: "job", trigger: "link" } as const;
const sentTo = (path: string) =>
  engine.plaid.exchanges.filter((exchange) => exchange.path === path).map(({ request }) => request);

test("a Link token for a new Item names our address, one for an Item that exists names none", async () => {
  await callRoute(generateLinkToken, "/api/plaid/investments/generate_link_token", { user_id: "alice" });
  expect(sentTo("/link/token/create").at(-1)).toMatchObject({ webhook: OURS });
  const itemId = await engine.link();
  await generateUpdateLinkToken(engine.ctx(), { userId: "alice", itemId, purpose: "reconnect" });
  expect(sentTo("/link/token/create").at(-1)).not.toHaveProperty("webhook");
});

test("an Item whose webhooks go elsewhere, or nowhere, is told our address once", async () => {
  for (const webhook of [undefined, "http://127.0.0.1:9/another/install"]) {
    const itemId = await engine.link(webhook === undefined ? {} : { webhook });
    const before = sentTo("/item/webhook/update").length;
    await syncItemMetadata(engine.ctx(JOB), { itemId });
    await syncItemMetadata(engine.ctx(JOB), { itemId });
    expect(sentTo("/item/webhook/update").slice(before)).toMatchObject([{ webhook: OURS }]);
  }
});

test("an install that Plaid cannot reach tells no address, and leaves the one that Plaid has", async () => {
  const itemId = await engine.link({ webhook: "http://127.0.0.1:9/another/install" });
  const ctx = engine.ctx(JOB);
  const before = sentTo("/item/webhook/update").length;
  await syncItemMetadata({ ...ctx, settings: { ...ctx.settings, webhookUrl: null } }, { itemId });
  expect(sentTo("/item/webhook/update")).toHaveLength(before);
});
