// S-31: deleting an account, whatever Plaid does meanwhile.
import { afterEach, expect, test, vi } from "vitest";
import type { AppError } from "@/domain/errors";
import type { UserId } from "@/domain/ids";
import { deleteUserRows } from "@/server/db/account-deletion";
import { withTransaction } from "@/server/db/transaction";
import { createApiKey } from "@/server/services/api-keys/create-api-key";
import { verifyApiKey } from "@/server/services/api-keys/verify-api-key";
import { disconnectItem } from "@/server/services/items/disconnect-item";
import { removeUnlinkedItem } from "@/server/services/items/remove-unlinked-item";
import { exchangePublicToken } from "@/server/services/link/exchange-public-token";
import { generateLinkToken } from "@/server/services/link/generate-link-token";
import { importHistory } from "@/server/services/refresh/import-history";
import { refreshAllItems } from "@/server/services/refresh/refresh-all-items";
import { requestRefreshAll } from "@/server/services/refresh/request-refresh-all";
import { workOffRefreshRun } from "@/server/services/refresh/work-off-refresh-run";
import { signInTestUser } from "@/testing/accounts";
import { startEngine } from "@/testing/engine";
import { goThroughLink } from "@/testing/link-session";
import { createInvitation } from "./create-invitation";
import { deleteAccount } from "./delete-account";
import { finishAccountDeletion, ItemsLeftError } from "./finish-account-deletion";
import { queueErasures } from "./queue-erasures";

const engine = await startEngine({ mode: "live" });
const JOB = { kind: "job", trigger: "schedule" } as const;
const session = (userId: string) => engine.ctx({ kind: "user", userId, keyId: null });
const signedIn = (userId: string) => signInTestUser(engine, userId);
const jobs = (name: string) =>
  engine.query<{ data: object }>("SELECT data FROM pgboss.job WHERE name = $1 AND state < 'completed'", [name]);
afterEach(() => engine.sandbox.clearFaults());

async function linkedTwice(userId: string): Promise<string[]> {
  const itemIds = [await engine.link({ userId }), await engine.link({ userId })];
  for (const itemId of itemIds) await importHistory(engine.ctx({ kind: "job", trigger: "link" }), { itemId });
  await refreshAllItems(session(userId), { window: null });
  return itemIds;
}

/** Tables with a row in whose text the user or one of its Items is named. */
async function tablesNaming(texts: readonly string[]): Promise<string[]> {
  const tables = await engine.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await engine.query(
      `SELECT 1 FROM "${name}" t WHERE EXISTS (SELECT FROM unnest($1::text[]) named WHERE strpos(t::text, named) > 0) LIMIT 1`,
      [texts],
    );
    if (rows.length > 0) found.push(name);
  }
  return found.sort();
}

test("S-31: nothing names the user any more but receipts and audit lines, and those by a pseudonym", async () => {
  const userId = "leaving-user";
  const itemIds = await linkedTwice(userId);
  const bystander = await engine.link({ userId: "bystander" });
  const before = await tablesNaming([userId]);
  expect(before).toEqual(expect.arrayContaining(["app_user", "item", "refresh_run"]));

  const receipt = await deleteAccount(session(userId), { userId, ...(await signedIn(userId)) });
  expect(receipt).toMatchObject({ kind: "account", plaid: null, completedAt: null });
  expect(receipt.erased.accounts).toBeGreaterThan(0);
  expect(await jobs("delete-account")).toEqual([{ data: { userId } }]);

  await expect(finishAccountDeletion(engine.ctx(JOB), { userId })).rejects.toThrow(ItemsLeftError);
  for (const itemId of itemIds) await removeUnlinkedItem(engine.ctx(JOB), { itemId });
  await finishAccountDeletion(engine.ctx(JOB), { userId });
  await finishAccountDeletion(engine.ctx(JOB), { userId });

  expect(await tablesNaming([userId])).toEqual([]);
  expect(await tablesNaming(itemIds)).toEqual(["audit_event", "receipt"]);
  expect(engine.sandbox.items().map((item) => item.itemId)).toEqual([bystander]);
  const receipts = await engine.query<{ kind: string; user: string }>(
    "SELECT kind, user_id AS user FROM receipt WHERE completed_at IS NOT NULL ORDER BY kind",
  );
  expect(receipts.map(({ kind }) => kind)).toEqual(["account", "item", "item"]);
  expect(new Set(receipts.map(({ user }) => user)).size).toBe(1);
  expect(receipts[0]?.user).toMatch(/^erased_[0-9a-f]{32}$/);
  const lines = await engine.query<{ user: string }>(
    "SELECT DISTINCT user_id AS user FROM audit_event WHERE action IN ('account_deleted', 'unlink')",
  );
  expect(lines).toEqual([{ user: receipts[0]?.user }]);
  expect(await engine.query("SELECT 1 FROM item WHERE user_id = 'bystander'")).toHaveLength(1);
});

test("S-31: sessions, keys and open Link sessions end at once; without a recent proof of who asks nothing does", async () => {
  const userId = "signed-in-user";
  await engine.link({ userId });
  await generateLinkToken(session(userId), { userId });
  const now = await signedIn(userId);
  const wanted = { userId, name: "script", scopes: ["read"] as const, expiresInDays: null, ...now };
  const { apiKey } = await createApiKey(engine.ctx(), wanted);
  const waysIn = ["api_key", "dashboard_session", "dashboard_user", "link_intent"];
  expect(await tablesNaming([userId])).toEqual(expect.arrayContaining(waysIn));

  const longAgo = { signIn: { ...now.signIn, confirmedAt: new Date(Date.now() - 3_600_000) } };
  await expect(deleteAccount(session(userId), { userId, ...longAgo })).rejects.toMatchObject({ code: "NOT_CONFIRMED" });
  expect(await verifyApiKey(engine.ctx(), apiKey)).not.toBeNull();
  await deleteAccount(session(userId), { userId, ...now });
  expect(await verifyApiKey(engine.ctx(), apiKey)).toBeNull();
  for (const table of waysIn) expect(await tablesNaming([userId])).not.toContain(table);
  await expect(createInvitation(session(userId), { userId, email: "guest@example.org", ...now })).rejects.toMatchObject(
    { code: "UNAUTHORIZED" },
  );
});

test("S-31: while Plaid cannot be reached the account waits, its data gone; what was given up is queued again", async () => {
  const userId = "waiting-user";
  const [itemId = ""] = await linkedTwice(userId);
  engine.sandbox.addFault({ path: "/item/remove", itemId, kind: "reset", when: "before" });
  await deleteAccount(session(userId), { userId, ...(await signedIn(userId)) });
  expect(await tablesNaming([itemId])).toEqual(["audit_event", "item", "receipt"]);
  await expect(removeUnlinkedItem(engine.ctx(JOB), { itemId })).rejects.toThrow();
  await expect(finishAccountDeletion(engine.ctx(JOB), { userId })).rejects.toThrow(ItemsLeftError);
  await engine.query("DELETE FROM pgboss.job");
  await queueErasures(engine.ctx(JOB));
  expect(await jobs("delete-account")).toContainEqual({ data: { userId } });
  for (const { data } of await jobs("remove-item")) {
    await removeUnlinkedItem(engine.ctx(JOB), data as { itemId: string });
  }
  await finishAccountDeletion(engine.ctx(JOB), { userId });
  expect(await tablesNaming([userId])).toEqual([]);
});

test("S-31: an exchange after that is refused, one that was under way is undone, and the id may come into being anew", async () => {
  const userId = "late-user";
  await engine.link({ userId });
  engine.sandbox.addFault({ path: "/item/public_token/exchange", kind: "delay", delayMs: 500 });
  const publicToken = engine.sandbox.createPublicToken({});
  const late = exchangePublicToken(engine.ctx(), { userId, publicToken }).then(
    () => "stored",
    (error: AppError) => error.code,
  );
  await deleteAccount(session(userId), { userId, ...(await signedIn(userId)) });
  expect(["stored", "EXCHANGE_FAILED"]).toContain(await late);
  await expect(
    exchangePublicToken(engine.ctx(), { userId, publicToken: engine.sandbox.createPublicToken({}) }),
  ).rejects.toMatchObject({ code: "EXCHANGE_FAILED" });
  await expect(finishAccountDeletion(engine.ctx(JOB), { userId })).rejects.toThrow(ItemsLeftError);
  for (const { data } of await jobs("remove-item")) {
    await removeUnlinkedItem(engine.ctx(JOB), data as { itemId: string });
  }
  await finishAccountDeletion(engine.ctx(JOB), { userId });
  expect(await engine.query("SELECT 1 FROM app_user WHERE id = $1", [userId])).toEqual([]);
  const known = await engine.query<{ id: string }>(
    "SELECT item_id AS id FROM item WHERE access_token_sealed IS NOT NULL",
  );
  const atPlaid = engine.sandbox.items().map((item) => item.itemId);
  expect(atPlaid.sort()).toEqual(known.map(({ id }) => id).sort());
  const itemId = await engine.link({ userId });
  await disconnectItem(engine.ctx(), { userId, itemId });
});

test("S-31: an exchange of the user's own that outlasts the account brings nobody back, and is undone at Plaid", async () => {
  const userId = "returning-user";
  await engine.query("INSERT INTO app_user (id) VALUES ($1)", [userId]);
  const { linkToken } = await generateLinkToken(session(userId), { userId });
  const { publicToken } = await goThroughLink(engine, linkToken);
  const atPlaid = () => engine.sandbox.items().length;
  const [before, asked] = [atPlaid(), engine.plaid.exchanges.length];
  engine.sandbox.addFault({ path: "/item/public_token/exchange", kind: "delay", delayMs: 1_500 });
  const late = exchangePublicToken(session(userId), { userId, publicToken }).then(
    () => "stored",
    (error: AppError) => error.code,
  );
  await vi.waitFor(() => expect(engine.plaid.exchanges.length).toBeGreaterThan(asked));
  await deleteAccount(session(userId), { userId, ...(await signedIn(userId)) });
  await finishAccountDeletion(engine.ctx(JOB), { userId });
  expect(await late).toBe("EXCHANGE_FAILED");
  expect(await tablesNaming([userId])).toEqual([]);
  expect(atPlaid()).toBe(before);
  expect(
    await engine.query("SELECT user_id, actor_id FROM audit_event WHERE detail->>'reason' = 'account_deleted'"),
  ).toEqual([{ user_id: null, actor_id: null }]);
});

test("S-31: an Item whose token is held is not deleted with its user, who stays until Plaid has removed it", async () => {
  const userId = "unfinished-user" as UserId;
  const itemId = await engine.link({ userId });
  await disconnectItem(engine.ctx(), { userId, itemId });
  const deletion = () => withTransaction(engine.ctx().db, (tx) => deleteUserRows(tx, userId));
  await expect(deletion()).rejects.toThrow("foreign key");
  expect(await engine.query("SELECT 1 FROM item WHERE item_id = $1", [itemId])).toHaveLength(1);
  await removeUnlinkedItem(engine.ctx(JOB), { itemId });
  await deletion();
  expect(await engine.query("SELECT 1 FROM app_user WHERE id = $1", [userId])).toEqual([]);
});

test("S-31: of a refresh that waits for its job Plaid is asked nothing any more", async () => {
  const userId = "impatient-user";
  await engine.link({ userId });
  const { runId } = await requestRefreshAll(session(userId), { window: null });
  await deleteAccount(session(userId), { userId, ...(await signedIn(userId)) });
  const asked = engine.plaid.exchanges.length;
  await workOffRefreshRun(engine.ctx(JOB), { runId });
  expect(engine.plaid.exchanges.slice(asked)).toEqual([]);
  for (const { data } of await jobs("remove-item")) {
    await removeUnlinkedItem(engine.ctx(JOB), data as { itemId: string });
  }
  await finishAccountDeletion(engine.ctx(JOB), { userId });
  await workOffRefreshRun(engine.ctx(JOB), { runId });
  expect(await tablesNaming([userId])).toEqual([]);
});

test("S-06: only the signed-in user itself, by no key, not the demo's user, and only once", async () => {
  const userId = "owner-user";
  await engine.link({ userId });
  const now = await signedIn(userId);
  const refused = { code: "FORBIDDEN" };
  const personalKey = engine.ctx({ kind: "user", userId, keyId: "k" });
  await expect(deleteAccount(engine.ctx(), { userId, ...now })).rejects.toMatchObject(refused);
  await expect(deleteAccount(personalKey, { userId, ...now })).rejects.toMatchObject(refused);
  await expect(deleteAccount(session("stranger"), { userId, ...now })).rejects.toMatchObject(refused);
  const ctx = session(userId);
  const demo = { ...ctx, settings: { ...ctx.settings, environment: "demo" } };
  await expect(deleteAccount(demo, { userId, ...now })).rejects.toMatchObject(refused);
  expect(await engine.query("SELECT 1 FROM item WHERE user_id = $1 AND unlinked_at IS NULL", [userId])).toHaveLength(1);
  const both = await Promise.allSettled([
    deleteAccount(ctx, { userId, ...now }),
    deleteAccount(ctx, { userId, ...now }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(refreshAllItems(ctx, { window: null })).resolves.toMatchObject({ summary: { items: 0 } });
});
