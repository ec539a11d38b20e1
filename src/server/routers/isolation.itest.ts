// S-06: what belongs to one user is, to another one, as if it were not there.
import { beforeAll, describe, expect, test } from "vitest";
import { createContext } from "@/server/services/runtime";
import { startTestApp } from "@/testing/app";
import { createCaller } from "./app-router";

const app = await startTestApp();
const NOWHERE = "00000000-0000-4000-8000-000000000000";

async function callerOf(userId: string) {
  const service = await createContext({ actor: { kind: "user", userId }, requestId: `test-${userId}` });
  return createCaller({ requestId: `test-${userId}`, session: { userId, service } });
}
type Caller = Awaited<ReturnType<typeof callerOf>>;

const victim = await callerOf("victim");
const stranger = await callerOf("stranger");
let owned = { itemId: "", runId: "" };

beforeAll(async () => {
  const { itemId } = await victim.link.exchangePublicToken({ publicToken: app.sandbox.createPublicToken({}) });
  const { runId } = await victim.refreshes.refreshItem({ itemId });
  owned = { itemId, runId };
});

const TABLES = ["app_user", "item", "account", "holding", "investment_transaction", "refresh_run", "item_refresh"];
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
  ["link.generateUpdateLinkToken", (caller, { itemId }) => caller.link.generateUpdateLinkToken({ itemId })],
  ["items.disconnect", (caller, { itemId }) => caller.items.disconnect({ itemId })],
  ["refreshes.refreshItem", (caller, { itemId }) => caller.refreshes.refreshItem({ itemId })],
  ["refreshes.start", (caller, { itemId }) => caller.refreshes.start({ itemId })],
  ["refreshes.followRun", (caller, { runId }) => caller.refreshes.followRun({ runId })],
  ["refreshes.getRun", (caller, { runId }) => caller.refreshes.getRun({ runId })],
];

describe.each(BY_ID)("%s", (_, call) => {
  test("a foreign id answers like one that does not exist, and changes nothing", async () => {
    const [before, asked] = [await rows(), app.plaid.exchanges.length];
    const foreign = await told(call(stranger, owned));
    expect(foreign).not.toBe("success");
    expect(foreign).toBe(await told(call(stranger, { itemId: NOWHERE, runId: NOWHERE })));
    expect(await rows()).toEqual(before);
    expect(app.plaid.exchanges).toHaveLength(asked);
  });
});

test("lists hold one's own alone", async () => {
  expect(await victim.items.list()).toHaveLength(1);
  expect(await stranger.items.list()).toEqual([]);
  expect(await stranger.portfolio.holdings()).toMatchObject({ rows: [], itemCount: 0 });
  expect(await stranger.portfolio.overview()).toMatchObject({ totals: [], topHoldings: [], itemCount: 0 });
  expect((await victim.refreshes.listRuns({})).runs).not.toEqual([]);
  expect(await stranger.refreshes.listRuns({})).toEqual({ runs: [], nextCursor: null });
});

test("refreshAll asks Plaid for one's own Items alone", async () => {
  const asked = app.plaid.exchanges.length;
  expect(await stranger.refreshes.refreshAll({})).toMatchObject({ summary: { items: 0, holdings: 0 } });
  expect(app.plaid.exchanges).toHaveLength(asked);
  expect(await victim.refreshes.refreshAll({})).toMatchObject({ summary: { items: 1 } });
});
