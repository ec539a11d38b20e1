// S-06: what belongs to one user is, to another one, as if it were not there.
import { beforeAll, describe, expect, test } from "vitest";
import { PROCEDURE_ACCESS } from "@/server/http/routes.classification";
import { createContext } from "@/server/services/runtime";
import { signInTestUser } from "@/testing/accounts";
import { startTestApp } from "@/testing/app";
import { createCaller } from "./app-router";

const app = await startTestApp();
const NOWHERE = "00000000-0000-4000-8000-000000000000";

async function callerOf(userId: string) {
  const service = await createContext({ actor: { kind: "user", userId, keyId: null }, requestId: `test-${userId}` });
  const signIn = { sessionId: `session-of-${userId}`, confirmedAt: new Date() };
  return createCaller({ requestId: `test-${userId}`, session: { userId, service, signIn } });
}
type Caller = Awaited<ReturnType<typeof callerOf>>;

const victim = await callerOf("victim");
const stranger = await callerOf("stranger");
let owned = {
  itemId: "",
  runId: "",
  linkToken: "",
  sessionId: "session-of-victim",
  passkeyId: "passkey",
  invitationId: "",
  keyId: "",
  receiptId: "",
  securityId: "",
};
const NOT_THERE = Object.fromEntries(Object.keys(owned).map((name) => [name, NOWHERE])) as typeof owned;

beforeAll(async () => {
  const { linkToken } = await victim.link.generateLinkToken({});
  const { itemId } = await victim.link.exchangePublicToken({ publicToken: app.sandbox.createPublicToken({}) });
  const { runId } = await victim.refreshes.refreshItem({ itemId });
  const left = await victim.link.exchangePublicToken({ publicToken: app.sandbox.createPublicToken({}) });
  const { receiptId } = await victim.items.disconnect({ itemId: left.itemId });
  for (const userId of ["victim", "stranger"]) await signInTestUser(app, userId);
  await app.query(
    `INSERT INTO dashboard_passkey (id, user_id, public_key, credential_id, counter, device_type, backed_up)
     VALUES ('passkey', 'victim', 'k', 'c', 0, 'singleDevice', false), ('second', 'victim', 'k', 'd', 0, 'singleDevice', false)`,
  );
  await victim.account.createInvitation({ email: "guest@example.org" });
  const { key } = await victim.apiKeys.create({ name: "script", scopes: ["read"] });
  const [invitation] = await victim.account.invitations();
  owned = {
    ...owned,
    itemId,
    runId,
    linkToken,
    invitationId: invitation?.invitationId ?? "",
    keyId: key.keyId,
    receiptId,
    securityId: (await victim.portfolio.holdings({})).rows[0]?.securityId ?? "",
  };
});

const TABLES = [
  "app_user",
  "link_intent",
  "item",
  "receipt",
  "account",
  "holding",
  "investment_transaction",
  "refresh_run",
  "item_refresh",
  "dashboard_user",
  "dashboard_session",
  "dashboard_passkey",
  "dashboard_link",
  "api_key",
];
const rows = () =>
  Promise.all(
    TABLES.map((table) => app.query(`select md5(string_agg(t::text, ',' order by t::text)) from ${table} t`)),
  );

const told = (call: Promise<unknown>) =>
  call.then(
    () => "success",
    (error: Error) => error.message,
  );

type Ids = typeof owned;
const BY_ID: [string, (caller: Caller, ids: Ids) => Promise<unknown>][] = [
  ["account.endSession", (caller, { sessionId }) => caller.account.endSession({ sessionId })],
  ["account.renamePasskey", (caller, { passkeyId }) => caller.account.renamePasskey({ passkeyId, name: "Mine" })],
  ["account.removePasskey", (caller, { passkeyId }) => caller.account.removePasskey({ passkeyId })],
  ["account.revokeInvitation", (caller, { invitationId }) => caller.account.revokeInvitation({ invitationId })],
  ["apiKeys.revoke", (caller, { keyId }) => caller.apiKeys.revoke({ keyId })],
  ["link.generateUpdateLinkToken", (caller, { itemId }) => caller.link.generateUpdateLinkToken({ itemId })],
  ["link.completeUpdate", (caller, { linkToken }) => caller.link.completeUpdate({ linkToken })],
  ["items.disconnect", (caller, { itemId }) => caller.items.disconnect({ itemId })],
  ["items.stored", (caller, { itemId }) => caller.items.stored({ itemId })],
  ["portfolio.security", (caller, { securityId }) => caller.portfolio.security({ securityId })],
  ["portfolio.securityHistory", (caller, { securityId }) => caller.portfolio.securityHistory({ securityId })],
  ["portfolio.storedSecurity", (caller, { securityId }) => caller.portfolio.storedSecurity({ securityId })],
  ["receipts.get", (caller, { receiptId }) => caller.receipts.get({ receiptId })],
  ["refreshes.refreshItem", (caller, { itemId }) => caller.refreshes.refreshItem({ itemId })],
  ["refreshes.start", (caller, { itemId }) => caller.refreshes.start({ itemId })],
  ["refreshes.followRun", (caller, { runId }) => caller.refreshes.followRun({ runId })],
  ["refreshes.listChanges", (caller, { runId }) => caller.refreshes.listChanges({ runId })],
  ["refreshes.retry", (caller, { runId }) => caller.refreshes.retry({ runId })],
  ["refreshes.getRun", (caller, { runId }) => caller.refreshes.getRun({ runId })],
];

describe.each(BY_ID)("S-06: %s", (_, call) => {
  test("a foreign id answers like one that does not exist, and changes nothing", async () => {
    const [before, asked] = [await rows(), app.plaid.exchanges.length];
    const foreign = await told(call(stranger, owned));
    expect(foreign).not.toBe("success");
    expect(foreign).toBe(await told(call(stranger, NOT_THERE)));
    expect(await rows()).toEqual(before);
    expect(app.plaid.exchanges).toHaveLength(asked);
  });
});

/** Those that name nothing of anybody's: the user is the session's. */
const WITHOUT_ID = [
  ...[
    "account.changePassword",
    "account.confirm",
    "account.createInvitation",
    "account.delete",
    "account.endOtherSessions",
    "account.get",
  ],
  ...[
    "account.invitations",
    "account.passkeys",
    "account.sessions",
    "account.update",
    "apiKeys.create",
    "apiKeys.list",
    "audit.list",
    "audit.recordExport",
    "items.attention",
    "items.list",
  ],
  ...["link.exchangePublicToken", "link.findDuplicate", "link.generateLinkToken", "link.resume"],
  ...["portfolio.activity", "portfolio.history", "portfolio.holdings", "portfolio.overview"],
  ...["receipts.list", "refreshes.listRuns", "refreshes.refreshAll"],
];

test("S-06: every procedure is looked at here", () => {
  expect([...BY_ID.map(([name]) => name), ...WITHOUT_ID].sort()).toEqual(Object.keys(PROCEDURE_ACCESS).sort());
});

test("S-06: what is changed of an account is one's own alone", async () => {
  const rowsOfVictim = () =>
    Promise.all(
      [
        "dashboard_user WHERE id",
        "dashboard_credential WHERE user_id",
        "dashboard_session WHERE user_id",
        "dashboard_link WHERE user_id",
      ].map((from) => app.query(`SELECT t::text FROM (SELECT * FROM ${from} = 'victim') t`)),
    );
  await victim.account.changePassword({ password: "her seven green bicycles" });
  const before = await rowsOfVictim();
  expect(await told(stranger.account.confirm({ password: "her seven green bicycles" }))).toBe(
    "Wrong e-mail address or password",
  );
  await stranger.account.changePassword({ password: "his quiet harbour lantern" });
  expect(await stranger.account.endOtherSessions()).toEqual({ count: 0 });
  await stranger.account.update({ name: "Stranger", email: "other@example.org" });
  expect(await told(stranger.account.update({ name: "Stranger", email: "victim@example.org" }))).toMatch(
    /There is an account/,
  );
  expect(await told(stranger.account.createInvitation({ email: "victim@example.org" }))).toMatch(/There is an account/);
  expect(await rowsOfVictim()).toEqual(before);
});

test("S-06: lists hold one's own alone", async () => {
  expect(await victim.account.sessions()).toHaveLength(1);
  expect(await victim.account.passkeys()).toHaveLength(2);
  expect((await stranger.account.sessions()).map(({ sessionId }) => sessionId)).toEqual(["session-of-stranger"]);
  expect(await stranger.account.passkeys()).toEqual([]);
  expect(await stranger.account.invitations()).toEqual([]);
  expect(await stranger.account.get()).toMatchObject({ userId: "stranger", email: "other@example.org" });
  expect(await victim.items.list()).toHaveLength(1);
  expect(await stranger.items.list()).toEqual([]);
  expect(await stranger.items.attention()).toEqual([]);
  expect(await stranger.receipts.list()).toEqual([]);
  await victim.link.generateLinkToken({});
  expect(await victim.link.resume({ linkToken: null })).not.toBeNull();
  expect(await stranger.link.resume({ linkToken: owned.linkToken })).toBeNull();
  const login = { institutionId: "ins_109508", accounts: [] };
  expect(await victim.link.findDuplicate(login)).toMatchObject({ itemId: owned.itemId });
  expect(await stranger.link.findDuplicate(login)).toBeNull();
  for (const asked of [{}, { scope: owned.itemId }, { search: "a" }]) {
    const told = await stranger.portfolio.holdings(asked);
    expect(told).toMatchObject({ rows: [], groups: [], totals: [], types: [], itemCount: 0, nextCursor: null });
  }
  const [row] = (await victim.portfolio.activity({})).rows;
  expect(row).toBeDefined();
  for (const asked of [
    {},
    { scope: owned.itemId },
    { scope: `${owned.itemId}~${row?.accountId}` },
    { securityId: row?.securityId ?? "none" },
  ]) {
    expect(await stranger.portfolio.activity(asked)).toEqual({ rows: [], nextCursor: null });
  }
  expect((await victim.portfolio.history({ scope: owned.itemId })).currencies).not.toEqual([]);
  expect((await victim.portfolio.overview({ scope: owned.itemId })).totals).not.toEqual([]);
  for (const scope of ["", owned.itemId, `${owned.itemId}~${row?.accountId}`]) {
    expect(await stranger.portfolio.history({ scope })).toEqual(await stranger.portfolio.history({ scope: NOWHERE }));
    expect(await stranger.portfolio.overview({ scope })).toEqual(await stranger.portfolio.overview({ scope: NOWHERE }));
  }
  expect(await stranger.portfolio.overview()).toMatchObject({ totals: [], topHoldings: [], itemCount: 0 });
  expect((await victim.refreshes.listRuns({})).runs).not.toEqual([]);
  expect((await victim.refreshes.listChanges({ runId: owned.runId })).changes).not.toEqual([]);
  for (const asked of [{}, { result: "success" }, { trigger: "user" }] as const)
    expect(await stranger.refreshes.listRuns(asked)).toEqual({ runs: [], nextCursor: null });
});

test("S-06: refreshAll asks Plaid for one's own Items alone", async () => {
  const asked = app.plaid.exchanges.length;
  expect(await stranger.refreshes.refreshAll({})).toMatchObject({ summary: { items: 0, holdings: 0 } });
  expect(app.plaid.exchanges).toHaveLength(asked);
  expect(await victim.refreshes.refreshAll({})).toMatchObject({ summary: { items: 1 } });
});
