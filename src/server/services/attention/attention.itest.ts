import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { countStored } from "@/server/services/items/count-stored";
import { disconnectItem } from "@/server/services/items/disconnect-item";
import { listHoldings } from "@/server/services/portfolio/list-holdings";
import { startEngine } from "@/testing/engine";
import { num, wireAccount, wireHolding, wireSecurity, wireTransaction } from "@/testing/pictures";
import { linkShowing } from "@/testing/shown-item";
import { listAttention } from "./list-attention";

const engine = await startEngine();
const today = new Date().toISOString().slice(0, 10);

const holding = (security: string, fields: object) =>
  wireHolding("a", security, { institution_price_as_of: today, cost_basis: num("5"), ...fields });
const PICTURE = {
  accounts: [wireAccount("a")],
  securities: ["s", "t", "u", "v"].map((id) => wireSecurity(id)).concat(wireSecurity("cash", { type: "cash" })),
  holdings: [
    holding("s", {}),
    holding("t", { cost_basis: null }),
    holding("u", { cost_basis: num("0"), institution_price_as_of: "2020-01-01" }),
    holding("v", { quantity: num("-1"), cost_basis: num("0") }),
    holding("nobody", {}),
    holding("cash", { cost_basis: null, institution_price_as_of: null }),
  ],
  investment_transactions: [
    wireTransaction("1", "a", today, { type: "cash", subtype: "dividend" }),
    wireTransaction("2", "a", today, { type: "cash", subtype: "gift of the house" }),
    wireTransaction("3", "a", today, { type: "buy", subtype: "barter" }),
  ],
};
const told = async (userId: string) =>
  (await listAttention(engine.ctx(), { userId })).map(({ kind, text }) => ({ kind, text }));

test("what a portfolio lacks is counted by the rules that its figures follow", async () => {
  const item = await linkShowing(engine, PICTURE);
  await item.refresh();
  expect(await told(item.userId)).toEqual([
    { kind: "missing_basis", text: expect.stringContaining("2 of 5 positions") },
    { kind: "stale_prices", text: expect.stringContaining("1 of 5 positions") },
    { kind: "undescribed_securities", text: expect.stringContaining("1 of 5 positions") },
    { kind: "unknown_types", text: expect.stringMatching(/^2 transactions .*\((Barter, Gift of the house)\)/) },
  ]);
  // The same positions that the totals call so.
  const { totals } = await listHoldings(engine.ctx(), { userId: item.userId });
  expect(totals.reduce((sum, { missingBasisCount }) => sum + missingBasisCount, 0)).toBe(2);
});

test("an Item that fails says so and why, before what is merely left out", async () => {
  const item = await linkShowing(engine, PICTURE);
  await item.refresh();
  engine.sandbox.setItemError(item.itemId, "ITEM_LOGIN_REQUIRED");
  await item.refresh().catch(() => {});
  const [first] = await listAttention(engine.ctx(), { userId: item.userId });
  expect(first).toMatchObject({ kind: "state", severity: "high", fix: "reconnect", itemId: item.itemId });
});

test("webhooks that come no more are missed after a week, for each Item by itself", async () => {
  const userId = `user-${randomUUID()}`;
  const items = [await linkShowing(engine, {}, userId), await linkShowing(engine, {}, userId)] as const;
  await engine.query("UPDATE item SET linked_at = now() - interval '30 days', state = 'ok' WHERE user_id = $1", [
    userId,
  ]);
  await engine.query(
    `INSERT INTO webhook_event (body_hash, signed_at, type, code, item_id, received_at, outcome)
     SELECT i.item_id, now(), 'HOLDINGS', 'DEFAULT_UPDATE', i.item_id, now() - i.age * interval '1 day', 'refresh'
     FROM (VALUES ($1, 8), ($2, 6)) i (item_id, age)`,
    items.map(({ itemId }) => itemId),
  );
  const ctx = engine.ctx();
  const heard = { ...ctx, settings: { ...ctx.settings, webhookUrl: "https://example.org/api/plaid/webhook" } };
  const silent = (await listAttention(heard, { userId })).filter(({ kind }) => kind === "no_webhooks");
  expect(silent.map(({ itemId }) => itemId)).toEqual([items[0].itemId]);
  const unheard = { ...ctx, settings: { ...ctx.settings, webhookUrl: null } };
  expect((await listAttention(unheard, { userId })).map(({ kind }) => kind)).not.toContain("no_webhooks");
});

test("S-06: somebody else is told nothing of it, neither what needs a look nor how much there is", async () => {
  const item = await linkShowing(engine, PICTURE);
  await item.refresh();
  const stranger = { kind: "user", userId: `user-${randomUUID()}`, keyId: null } as const;
  expect(await listAttention(engine.ctx(stranger), { userId: stranger.userId })).toEqual([]);
  await expect(listAttention(engine.ctx(stranger), { userId: item.userId })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  const asked = countStored(engine.ctx(stranger), { userId: stranger.userId, itemId: item.itemId });
  await expect(asked).rejects.toMatchObject({ code: "ITEM_NOT_FOUND" });
});

test("what is said to be deleted is what the receipt says was deleted", async () => {
  const item = await linkShowing(engine, PICTURE);
  await item.refresh();
  const ctx = engine.ctx({ kind: "user", userId: item.userId, keyId: null });
  const stored = await countStored(ctx, item);
  expect(stored).toEqual({ accounts: 1, holdings: 6, transactions: 3, refreshes: 1 });
  expect((await disconnectItem(ctx, item)).erased).toMatchObject(stored);
  await expect(countStored(ctx, item)).rejects.toMatchObject({ code: "ITEM_NOT_FOUND" });
});
