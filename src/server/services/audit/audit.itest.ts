import { expect, test, vi } from "vitest";
import { disconnectItem } from "@/server/services/items/disconnect-item";
import { refreshAllItems } from "@/server/services/refresh/refresh-all-items";
import { requestRefreshAll } from "@/server/services/refresh/request-refresh-all";
import { startRefresh } from "@/server/services/refresh/start-refresh";
import { startEngine } from "@/testing/engine";
import { listAuditEvents } from "./list-audit-events";
import { recordAudit } from "./record-audit";
import { recordExport } from "./record-export";

const engine = await startEngine();
const asUser = (userId: string, keyId: string | null = null) => engine.ctx({ kind: "user", userId, keyId });

test("S-30: a refresh of everything is on record: what, by whom, with which run", async () => {
  await engine.link({ userId: "ada" });
  const session = asUser("ada");
  const { runId: waited } = await refreshAllItems(session, { window: null });
  const { runId: started } = await startRefresh(session, { userId: "ada", itemId: null });
  const { runId: queued } = await requestRefreshAll(asUser("ada", "key-1"), { window: null });
  const { events, nextCursor } = await listAuditEvents(session, { userId: "ada", before: null });
  expect(nextCursor).toBeNull();
  expect(events.map(({ action, actor, subject }) => [action, actor, subject])).toEqual([
    ["refresh_all", "personal_key", queued],
    ["refresh_all", "user", started],
    ["refresh_all", "user", waited],
    ["link", "anonymous", expect.any(String)],
  ]);
});

test("S-30: of refreshes that have nothing to do the first in a minute is on record, for each session and key", async () => {
  const asked = [asUser("ida"), asUser("ida", "key-2")];
  const runs = [];
  for (let times = 0; times < 3; times++)
    for (const caller of asked) runs.push((await refreshAllItems(caller, { window: null })).runId);
  await requestRefreshAll(asUser("ida", "key-2"), { window: null });
  await startRefresh(asUser("ida"), { userId: "ida", itemId: null });
  const { events } = await listAuditEvents(asUser("ida"), { userId: "ida", before: null });
  expect(events.map(({ subject, detail }) => [subject, detail])).toEqual([
    [runs[1], {}],
    [runs[0], {}],
  ]);
});

test("S-30: the line of a refresh that has nothing to do outlasts a try of its transaction that was rolled back", async () => {
  await engine.query(
    `CREATE SEQUENCE tries;
     CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       IF nextval('tries') = 1 THEN RAISE 'no' USING ERRCODE = 'deadlock_detected'; END IF; RETURN NULL; END $$;
     CREATE CONSTRAINT TRIGGER fail_once AFTER INSERT ON refresh_run DEFERRABLE INITIALLY DEFERRED
       FOR EACH ROW EXECUTE FUNCTION fail_once()`,
  );
  const caller = asUser("kay");
  const { runId } = await requestRefreshAll(caller, { window: null });
  expect(await engine.query("SELECT last_value::int AS tries FROM tries")).toEqual([{ tries: 2 }]);
  await engine.query("DROP TRIGGER fail_once ON refresh_run");
  const { events } = await listAuditEvents(caller, { userId: "kay", before: null });
  expect(events.map(({ subject }) => subject)).toEqual([runId]);
});

test("S-30: the next line tells how many were left out", async () => {
  const caller = asUser("joan");
  for (let times = 0; times < 3; times++) await refreshAllItems(caller, { window: null });
  vi.spyOn(performance, "now").mockReturnValue(performance.now() + 60_000);
  await refreshAllItems(caller, { window: null }).finally(() => vi.restoreAllMocks());
  const { events } = await listAuditEvents(caller, { userId: "joan", before: null });
  expect(events.map(({ detail }) => detail)).toEqual([{ leftOut: "2" }, {}]);
});

test("S-30, S-33: a user saves 20 files in a minute at most, and each of them is on record", async () => {
  const save = (userId: string) =>
    recordExport(asUser(userId), { userId, name: "holdings" }).then(
      () => "saved",
      (error: { code: string }) => error.code,
    );
  const outcomes = await Promise.all(Array.from({ length: 25 }, () => save("carl")));
  expect(outcomes.filter((outcome) => outcome === "saved")).toHaveLength(20);
  expect(outcomes.filter((outcome) => outcome === "RATE_LIMITED")).toHaveLength(5);
  expect(await save("dean")).toBe("saved");
  expect(await engine.query("SELECT FROM audit_event WHERE user_id = 'carl'")).toHaveLength(20);
});

test("S-30: what somebody saves as a file is on record, under as much of its name as can be shown", async () => {
  for (const name of ["holdings", `lots-${"x".repeat(200)}`, "a\u0000b"])
    await recordExport(asUser("dora"), { userId: "dora", name });
  const { events } = await listAuditEvents(asUser("dora"), { userId: "dora", before: null });
  expect(events.map(({ action, detail }) => [action, detail.name])).toEqual([
    ["export", ""],
    ["export", `lots-${"x".repeat(95)}`],
    ["export", "holdings"],
  ]);
  await expect(recordExport(asUser("mallory"), { userId: "dora", name: "n" })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});

test("S-30, S-06: nobody sees the lines of another user", async () => {
  await refreshAllItems(asUser("grace"), { window: null });
  expect((await listAuditEvents(asUser("mallory"), { userId: "mallory", before: null })).events).toEqual([]);
  await expect(listAuditEvents(asUser("mallory"), { userId: "grace", before: null })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});

test("S-30, S-06: a line about a brokerage has its name, after it was disconnected too, and never another user's", async () => {
  const itemId = await engine.link({ userId: "lin" });
  await engine.query("UPDATE item SET institution_name = 'A bank', institution_id = NULL WHERE item_id = $1", [itemId]);
  const linesOf = async (userId: string) => {
    const { events } = await listAuditEvents(asUser(userId), { userId, before: null });
    return events.map(({ action, itemName }) => [action, itemName]);
  };
  await recordAudit(engine.ctx(), { action: "link_refused", userId: "eve", subject: itemId });
  expect(await linesOf("lin")).toEqual([["link", "A bank"]]);
  expect(await linesOf("eve")).toEqual([["link_refused", null]]);
  await disconnectItem(engine.ctx(), { userId: "lin", itemId });
  expect(await linesOf("lin")).toEqual([
    ["unlink", "A bank"],
    ["link", "A bank"],
  ]);
  expect(await linesOf("eve")).toEqual([["link_refused", null]]);
});

test.each(["not a cursor", "-1", "99999999999999999999999"])(
  "a cursor that no page gave (%s) is the beginning",
  async (before) => {
    await refreshAllItems(asUser("hedy"), { window: null });
    expect((await listAuditEvents(asUser("hedy"), { userId: "hedy", before })).events).not.toEqual([]);
  },
);
