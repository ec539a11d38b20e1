// Where Plaid is told to send webhooks: by the settings alone.
import fc from "fast-check";
import { expect, test } from "vitest";
import { POST as exchangePublicToken } from "@/app/api/plaid/investments/exchange_public_token/route";
import { POST as generateLinkToken } from "@/app/api/plaid/investments/generate_link_token/route";
import { POST as refresh } from "@/app/api/plaid/investments/refresh/route";
import { POST as refreshAll } from "@/app/api/plaid/investments/refresh_all/route";
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
  await generateUpdateLinkToken(engine.ctx(), { userId: "alice", itemId });
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

test("S-36: no field of a request sets an address that Plaid is told", async () => {
  const routes = [
    ["generate_link_token", generateLinkToken],
    ["exchange_public_token", exchangePublicToken],
    ["refresh", refresh],
    ["refresh_all", refreshAll],
  ] as const;
  const foreign = "evil.example";
  const names = fc.constantFrom(
    "webhook",
    "webhook_url",
    "redirect_uri",
    "url",
    "options",
    "client_name",
    "base_url",
    "x",
  );
  const value = fc.constantFrom(`https://${foreign}/hook`, { webhook: `https://${foreign}/hook` }, [
    `https://${foreign}`,
  ]);
  const property = fc.asyncProperty(
    fc.constantFrom(...routes),
    fc.dictionary(names, value),
    fc.dictionary(fc.constantFrom("x-forwarded-host", "forwarded", "referer"), fc.constant(foreign)),
    async ([name, route], fields, headers) => {
      const body = { user_id: "alice", item_id: "none", public_token: "public-sandbox-none", ...fields };
      await callRoute(route, `/api/plaid/investments/${name}`, body, { headers });
    },
  );
  await fc.assert(property, { numRuns: 60 });
  const told = engine.plaid.exchanges.map(({ request }) => request);
  expect(JSON.stringify(told)).not.toContain(foreign);
  expect(told.filter((request) => "webhook" in request).map((request) => request.webhook)).toEqual(
    expect.arrayContaining([OURS]),
  );
  expect(new Set(told.flatMap((request) => ("webhook" in request ? [request.webhook] : [])))).toEqual(new Set([OURS]));
});
