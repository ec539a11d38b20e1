// T20, T21, T22: what becomes of a login that is linked already, of accounts that are added, and of a page that lost its tab.
import { afterEach, expect, test } from "vitest";
import { listConnections } from "@/server/services/items/list-connections";
import { listHoldings } from "@/server/services/portfolio/list-holdings";
import { importHistory } from "@/server/services/refresh/import-history";
import { refreshItem } from "@/server/services/refresh/refresh-item";
import { refreshScheduledItem } from "@/server/services/refresh/refresh-scheduled-item";
import { type Engine, startEngine } from "@/testing/engine";
import { goThroughLink } from "@/testing/link-session";
import { completeUpdate } from "./complete-update";
import { findDuplicate } from "./find-duplicate";
import { findResumableLink } from "./find-resumable-link";
import { generateLinkToken } from "./generate-link-token";
import { generateUpdateLinkToken } from "./generate-update-link-token";
import { linkBrokerage } from "./link-brokerage";

const engine: Engine = await startEngine();
const ACORN = "ins_900002";
const PLATYPUS = "ins_109508";
const JOB = { kind: "job", trigger: "schedule" } as const;
let count = 0;

afterEach(() => {
  engine.sandbox.clearFaults();
  engine.setClock(null);
});

function someone() {
  count += 1;
  const userId = `user ${count}`;
  const ctx = () => engine.ctx({ kind: "user", userId, keyId: null });
  const askForLink = async () => (await generateLinkToken(ctx(), { userId })).linkToken;
  return {
    userId,
    ctx,
    askForLink,
    /** Comes out of Link with a public token and what it told of the login. */
    showLogin: async (login: { institutionId: string; accounts?: string[] }) => ({
      institutionId: login.institutionId,
      ...(await goThroughLink(engine, await askForLink(), login)),
    }),
    link: async (publicToken: string, removesDuplicate = true) =>
      (await linkBrokerage(ctx(), { userId, publicToken, removesDuplicate })).itemId,
    cards: () => listConnections(ctx(), { userId }),
    audited: async () =>
      (
        await engine.query<{ action: string }>("SELECT action FROM audit_event WHERE user_id = $1 ORDER BY id", [
          userId,
        ])
      ).map(({ action }) => action),
  };
}

test("T21: a login whose accounts are linked already is told before the exchange, and only to its owner", async () => {
  const [alice, bob] = [someone(), someone()];
  const first = await alice.showLogin({ institutionId: ACORN, accounts: ["Rollover IRA"] });
  const itemId = await alice.link(first.publicToken);
  const asked = engine.plaid.exchanges.length;
  const told = (who: ReturnType<typeof someone>, login: typeof first) =>
    findDuplicate(who.ctx(), { userId: who.userId, ...login });
  expect(await told(alice, first)).toMatchObject({ itemId, likeness: "same", newAccounts: [] });
  expect(await told(bob, first)).toBeNull();
  expect(engine.plaid.exchanges).toHaveLength(asked);

  const more = await alice.showLogin({ institutionId: ACORN });
  const offer = await told(alice, more);
  expect(offer).toMatchObject({ itemId, likeness: "some", linkedAccounts: ["Rollover IRA ••1188"] });
  expect(offer?.newAccounts).toHaveLength(1);
  expect(await told(alice, { ...more, institutionId: PLATYPUS })).toBeNull();
});

test("T21: an Item that is beyond repair is no reason not to link anew", async () => {
  const alice = someone();
  const login = await alice.showLogin({ institutionId: PLATYPUS });
  const itemId = await alice.link(login.publicToken);
  engine.sandbox.setItemError(itemId, "ITEM_NOT_FOUND");
  await refreshItem(alice.ctx(), { userId: alice.userId, itemId, window: null }).catch(() => {});
  expect(await findDuplicate(alice.ctx(), { userId: alice.userId, ...login })).toBeNull();
  expect(await alice.link((await alice.showLogin({ institutionId: PLATYPUS })).publicToken)).not.toBe(itemId);
});

test("T21: a duplicate that is found after the exchange is removed at Plaid at once", async () => {
  const alice = someone();
  const first = await alice.link((await alice.showLogin({ institutionId: PLATYPUS })).publicToken);
  const second = await alice.showLogin({ institutionId: PLATYPUS });
  await expect(alice.link(second.publicToken)).rejects.toMatchObject({ code: "DUPLICATE_ITEM" });
  expect((await alice.cards()).map(({ itemId }) => itemId)).toEqual([first]);
  const [newcomer] = await engine.query<{ item_id: string; access_token_sealed: string | null }>(
    "SELECT item_id, access_token_sealed FROM item WHERE user_id = $1 AND unlinked_at IS NOT NULL",
    [alice.userId],
  );
  expect(newcomer?.access_token_sealed).toBeNull();
  expect(engine.sandbox.items().map(({ itemId }) => itemId)).not.toContain(newcomer?.item_id);
});

test("T21: whoever asked for another login has both", async () => {
  const alice = someone();
  await alice.link((await alice.showLogin({ institutionId: PLATYPUS })).publicToken);
  const second = await alice.link((await alice.showLogin({ institutionId: PLATYPUS })).publicToken, false);
  const cards = await alice.cards();
  expect(cards).toHaveLength(2);
  expect(cards.find(({ itemId }) => itemId === second)?.duplicateOfItemId).toBe(cards[0]?.itemId);
});

test("T21: where Plaid cannot remove the duplicate at once, a job will", async () => {
  const alice = someone();
  await alice.link((await alice.showLogin({ institutionId: PLATYPUS })).publicToken);
  const second = await alice.showLogin({ institutionId: PLATYPUS });
  engine.sandbox.addFault({ path: "/item/remove", kind: "error", code: "INTERNAL_SERVER_ERROR", times: "always" });
  await expect(alice.link(second.publicToken)).rejects.toMatchObject({ code: "DUPLICATE_ITEM" });
  expect(await alice.cards()).toHaveLength(1);
  expect(
    await engine.query(
      `SELECT FROM pgboss.job WHERE name = 'remove-item' AND state = 'created'
         AND data->>'itemId' = (SELECT item_id FROM item WHERE user_id = $1 AND unlinked_at IS NOT NULL)`,
      [alice.userId],
    ),
  ).toHaveLength(1);
});

test("T20: accounts that are added come with all of their history, and the notice of them goes", async () => {
  const alice = someone();
  const { publicToken } = await alice.showLogin({ institutionId: ACORN, accounts: ["Rollover IRA"] });
  const itemId = await alice.link(publicToken);
  await importHistory(engine.ctx(JOB), { itemId });
  await engine.query("UPDATE item SET new_accounts_at = now() WHERE item_id = $1", [itemId]);
  expect(await alice.cards()).toMatchObject([
    { newAccountsAt: expect.any(String), accounts: [{ name: "Rollover IRA" }] },
  ]);
  const historyOf = (accounts: string) =>
    engine.query(
      `SELECT FROM investment_transaction t JOIN account a USING (item_id, account_id)
       WHERE a.item_id = $1 AND a.name ${accounts} 'Rollover IRA' AND t.date < current_date - 400`,
      [itemId],
    );
  expect(await historyOf("<>")).toEqual([]);

  const { userId } = alice;
  const { linkToken } = await generateUpdateLinkToken(alice.ctx(), { userId, itemId, purpose: "add_accounts" });
  await goThroughLink(engine, linkToken);
  expect(await completeUpdate(alice.ctx(), { userId, linkToken })).toEqual({ itemId });
  await refreshScheduledItem(engine.ctx(JOB), { itemId });

  const [card] = await alice.cards();
  expect(card).toMatchObject({ newAccountsAt: null });
  expect(card?.accounts.filter(({ isActive }) => isActive)).toHaveLength(2);
  expect(await historyOf("<>")).not.toEqual([]);
  expect(await alice.audited()).toEqual(["link", "accounts_added"]);
  const { rows } = await listHoldings(alice.ctx(), { userId });
  expect(new Set(rows.map(({ accountName }) => accountName)).size).toBe(2);
});

test("T20: that somebody signed in again is on record, once they have been through Link with a token of theirs", async () => {
  const [alice, mallory] = [someone(), someone()];
  const itemId = await engine.link({ userId: alice.userId });
  const { userId } = alice;
  const { linkToken } = await generateUpdateLinkToken(alice.ctx(), { userId, itemId, purpose: "reconnect" });
  await goThroughLink(engine, linkToken);
  await expect(completeUpdate(mallory.ctx(), { userId: mallory.userId, linkToken })).rejects.toMatchObject({
    code: "LINK_INTENT_MISSING",
  });
  await completeUpdate(alice.ctx(), { userId, linkToken });
  expect(await alice.audited()).toEqual(["link", "reconnect"]);
  expect(await mallory.audited()).toEqual([]);
});

test("T22: a page without a memory goes on with the latest Link token of its user that nothing has come of", async () => {
  const [alice, mallory] = [someone(), someone()];
  const resume = (who: ReturnType<typeof someone>, linkToken: string | null = null) =>
    findResumableLink(who.ctx(), { userId: who.userId, linkToken });
  expect(await resume(alice)).toBeNull();
  engine.setClock(new Date("2026-02-01T12:00:00Z"));
  const first = await alice.askForLink();
  engine.setClock(new Date("2026-02-01T12:10:00Z"));
  const second = await alice.askForLink();
  expect(await resume(alice)).toEqual({ linkToken: second, purpose: "link", itemId: null });
  // The tab that left knows which one it left with.
  expect(await resume(alice, first)).toMatchObject({ linkToken: first });
  expect(await resume(mallory, first)).toBeNull();

  await alice.link((await goThroughLink(engine, second)).publicToken);
  expect(await resume(alice)).toMatchObject({ linkToken: first });
  engine.setClock(new Date("2026-02-01T16:00:01Z"));
  expect(await resume(alice)).toBeNull();
});

test("T22: update mode is resumed as what it was", async () => {
  const alice = someone();
  const itemId = await engine.link({ userId: alice.userId });
  const { userId } = alice;
  const { linkToken } = await generateUpdateLinkToken(alice.ctx(), { userId, itemId, purpose: "reconnect" });
  expect(await findResumableLink(alice.ctx(), { userId, linkToken: null })).toEqual({
    linkToken,
    purpose: "reconnect",
    itemId,
  });
});
