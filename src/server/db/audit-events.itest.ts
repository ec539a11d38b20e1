import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import type { UserId } from "@/domain/ids";
import { createTestDatabase } from "@/testing/db";
import { insertAuditEvent, type ListedAuditEvent, listAuditEvents, pseudonymiseAuditUser } from "./audit-events";
import { closeDb, createDb, sqlOf } from "./client";
import { withTransaction } from "./transaction";

const database = await createTestDatabase();
const db = createDb({ url: database.url, maxConnections: 2, isDirect: false, onIdleError: () => {} });
afterAll(() => closeDb(db));
// Past the pooler, and the owner of the table: whoever asks.
const owner = new pg.Pool({ connectionString: database.directUrl, max: 1 });
owner.on("error", () => {});
afterAll(() => owner.end());

/** Of a server that tells with an error what the statement's parameters were. */
const telling = createDb({
  url: `${database.directUrl}?options=${encodeURIComponent("-c log_parameter_max_length_on_error=1024")}`,
  maxConnections: 1,
  isDirect: true,
  onIdleError: () => {},
});
afterAll(() => closeDb(telling));

const ada = "ada" as UserId;
const grace = "grace" as UserId;
const line = (userId: string, subject: string) =>
  ({
    action: "link",
    actor: "user",
    actorId: userId,
    userId,
    subject,
    detail: { name: "Bank" },
    requestId: "r",
  }) as const;
const pseudonym = () => `erased_${randomBytes(16).toString("hex")}`;
const PSEUDONYM = pseudonym();
/** What the function does to a line, but for `detail`, which it leaves. */
const ERASED = `user_id = '${PSEUDONYM}', actor_id = '${PSEUDONYM}'`;
/** Each asks for one thing more than the function does, within a trigger as it is; then whom and as whom its settings name. */
const AS_THE_FUNCTION_DOES: [does: string, erased?: string, as?: string][] = [
  ["DELETE FROM audit_event"],
  ["TRUNCATE audit_event"],
  [`UPDATE audit_event SET user_id = 'grace', actor_id = '${PSEUDONYM}'`],
  [`UPDATE audit_event SET user_id = '${PSEUDONYM}', actor_id = 'grace'`],
  [`UPDATE audit_event SET ${ERASED}, id = id + 1000`],
  [`UPDATE audit_event SET ${ERASED}, at = now() - interval '1 day'`],
  [`UPDATE audit_event SET ${ERASED}, action = 'unlink'`],
  [`UPDATE audit_event SET ${ERASED}, actor = 'operator'`],
  [`UPDATE audit_event SET ${ERASED}, subject = NULL`],
  [`UPDATE audit_event SET ${ERASED}, detail = '{}'`],
  [`UPDATE audit_event SET ${ERASED}, detail = detail || '{"invitedBy": "${PSEUDONYM}"}'`],
  [`UPDATE audit_event SET ${ERASED}, request_id = 'other'`],
  ["UPDATE audit_event SET user_id = 'x', actor_id = 'x'", "ada", "x"],
  ["UPDATE audit_event SET action = action", "somebody-else"],
];
const settingsOf = (erased: string, as: string) =>
  `BEGIN; SET LOCAL plaid_investments.erased_user = '${erased}'; SET LOCAL plaid_investments.erased_as = '${as}';`;
const quoted = (statement: string) => statement.replaceAll("'", "''");
const all = async () => (await owner.query("SELECT * FROM audit_event ORDER BY id")).rows;

describe("S-30: the audit log is append-only", () => {
  it("refuses to change, delete or empty what was written, whoever asks", async () => {
    await insertAuditEvent(sqlOf(db), line(ada, "item-1"));
    await owner.query(
      `CREATE SCHEMA stranger; CREATE FUNCTION stranger.pg_trigger_depth() RETURNS int LANGUAGE sql AS 'SELECT 2';
       CREATE FUNCTION stranger.audit_event_pseudonymise(does TEXT, _ TEXT) RETURNS void
         LANGUAGE plpgsql AS $$ BEGIN EXECUTE does; END $$;
       CREATE TABLE impostor (does TEXT);
       CREATE FUNCTION impostor_does() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN EXECUTE NEW.does; RETURN NULL; END $$;
       CREATE TRIGGER impostor_does BEFORE INSERT ON impostor FOR EACH ROW EXECUTE FUNCTION impostor_does()`,
    );
    const byImpostor = (does: string, erased = "ada", as = PSEUDONYM) =>
      `${settingsOf(erased, as)} INSERT INTO impostor VALUES ('${quoted(does)}')`;
    const before = await all();
    // What is refused to the impostor below is so for what it does: this is the one thing that it may.
    await owner.query(byImpostor(`UPDATE audit_event SET ${ERASED}`));
    expect(await all()).toEqual([{ ...before[0], user_id: PSEUDONYM, actor_id: PSEUDONYM }]);
    await owner.query("ROLLBACK");
    const attempts = [
      "UPDATE audit_event SET action = 'unlink'",
      "UPDATE audit_event SET user_id = 'somebody'",
      "UPDATE audit_event SET at = now() - interval '1 day'",
      "DELETE FROM audit_event",
      "TRUNCATE audit_event",
      "BEGIN; SET LOCAL session_replication_role = replica; DELETE FROM audit_event; COMMIT",
      "BEGIN; SET LOCAL session_replication_role = replica; TRUNCATE audit_event; COMMIT",
      // What the function does, by others than itself.
      `${settingsOf("ada", PSEUDONYM)} UPDATE audit_event SET ${ERASED} WHERE user_id = 'ada'; COMMIT`,
      `${settingsOf("ada", PSEUDONYM)} DO $$ BEGIN UPDATE audit_event SET ${ERASED} WHERE user_id = 'ada'; END $$; COMMIT`,
      `${settingsOf("ada", PSEUDONYM)} SELECT stranger.audit_event_pseudonymise('UPDATE audit_event SET ${quoted(ERASED)}', ''); COMMIT`,
      `${settingsOf("ada", PSEUDONYM)} SET LOCAL search_path = stranger, pg_catalog, public;
       UPDATE audit_event SET ${ERASED}; COMMIT`,
      ...AS_THE_FUNCTION_DOES.map((attempt) => `${byImpostor(...attempt)}; COMMIT`),
      `BEGIN; SELECT audit_event_pseudonymise('ada', '${PSEUDONYM}');
       INSERT INTO audit_event (action, actor, actor_id, user_id) VALUES ('link', 'user', 'ada', 'ada');
       UPDATE audit_event SET ${ERASED} WHERE user_id = 'ada'; COMMIT`,
    ];
    for (const attempt of attempts) {
      await expect.soft(owner.query(attempt), attempt).rejects.toThrow("append-only");
      await owner.query("ROLLBACK");
    }
    expect(before).toHaveLength(1);
    expect(await all()).toEqual(before);
  });

  it("takes nothing that a statement is given for the function, where the server tells it with errors", async () => {
    const before = await all();
    const named = "x\nPL/pgSQL function audit_event_pseudonymise(text,text) line 9 at SQL statement";
    const attempt = withTransaction(telling, async (tx) => {
      await tx.executeSql(
        "SELECT set_config('plaid_investments.erased_user', $1, true), set_config('plaid_investments.erased_as', $2, true)",
        [ada, PSEUDONYM],
      );
      await tx.executeSql(`UPDATE audit_event SET ${ERASED} WHERE user_id = 'ada' AND $1 <> ''`, [named]);
    });
    await expect(attempt).rejects.toThrow("append-only");
    expect(before).not.toEqual([]);
    expect(await all()).toEqual(before);
  });

  it("lets the function replace an id there, too", async () => {
    await insertAuditEvent(sqlOf(db), line("mary", "item-5"));
    expect(await pseudonymiseAuditUser(sqlOf(telling), "mary" as UserId, pseudonym())).toBe(1);
    expect(await owner.query("SELECT FROM audit_event WHERE user_id = 'mary'")).toMatchObject({ rowCount: 0 });
  });

  it("replaces a user's id by a pseudonym through the one function, and nothing else of the line", async () => {
    await insertAuditEvent(sqlOf(db), line(ada, "item-2"));
    await insertAuditEvent(sqlOf(db), { ...line(grace, "item-3"), userId: ada });
    await insertAuditEvent(sqlOf(db), line(grace, "item-4"));
    await insertAuditEvent(sqlOf(db), { ...line(grace, "link-1"), detail: { by: "invitation", invitedBy: ada } });
    const before = await all();
    const erased = pseudonym();
    expect(await pseudonymiseAuditUser(sqlOf(db), ada, erased)).toBe(4);
    expect(await all()).toEqual(
      before.map((row) => ({
        ...row,
        user_id: row.user_id === ada ? erased : row.user_id,
        actor_id: row.actor_id === ada ? erased : row.actor_id,
        detail: row.detail.invitedBy === ada ? { ...row.detail, invitedBy: erased } : row.detail,
      })),
    );
    await expect(owner.query("UPDATE audit_event SET user_id = 'x'")).rejects.toThrow("append-only");
    await expect(pseudonymiseAuditUser(sqlOf(db), grace, "grace2")).rejects.toThrow("pseudonym");
  });

  it("shows a user's own lines, newest first, page by page", async () => {
    const user = "hedy" as UserId;
    // As many as it takes for ids to grow by a digit: as numbers they go on.
    const subjects = Array.from({ length: 101 }, (_, index) => `subject-${index}`);
    for (const subject of subjects) await insertAuditEvent(sqlOf(db), line(user, subject));
    await insertAuditEvent(sqlOf(db), line("somebody-else", "d"));
    const listed: ListedAuditEvent[] = [];
    for (let page = [...listed]; listed.length === 0 || page.length > 0; listed.push(...page))
      page = await listAuditEvents(db, user, { before: listed.at(-1)?.id ?? null, limit: 7 });
    expect(listed.map((event) => event.subject)).toEqual(subjects.toReversed());
    expect(listed.at(-1)).toMatchObject({ action: "link", actor: "user", actorId: user, detail: { name: "Bank" } });
  });
});
