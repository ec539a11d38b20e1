// S-30: what changes how one signs in is on record, each with what it was.
import { expect, test } from "vitest";
import { createCaller } from "@/server/routers/app-router";
import { createContext } from "@/server/services/runtime";
import { startTestApp } from "@/testing/app";

const app = await startTestApp({ mode: "live" });

test("S-30: a new e-mail address, a passkey or an invitation that goes, and sessions that are ended are on record; a new name is not", async () => {
  await app.query("INSERT INTO app_user (id) VALUES ('ann')");
  await app.query("INSERT INTO dashboard_user (id, name, email) VALUES ('ann', 'Ann', 'ann@example.org')");
  for (const id of ["own", "second", "third", "fourth"])
    await app.query(
      "INSERT INTO dashboard_session (id, token, user_id, expires_at) VALUES ($1, $1, 'ann', now() + interval '1 day')",
      [id],
    );
  await app.query(
    `INSERT INTO dashboard_passkey (id, user_id, public_key, credential_id, counter, device_type, backed_up)
     VALUES ('first', 'ann', 'k', 'c', 0, 'singleDevice', false), ('other', 'ann', 'k', 'd', 0, 'singleDevice', false)`,
  );
  const service = await createContext({ actor: { kind: "user", userId: "ann", keyId: null }, requestId: "test" });
  const signIn = { sessionId: "own", confirmedAt: new Date() };
  const { account, audit } = createCaller({ requestId: "test", session: { userId: "ann", service, signIn } });

  await account.update({ name: "Ann B.", email: "ann@example.org" });
  await account.update({ name: "Ann B.", email: "new@example.org" });
  await account.createInvitation({ email: "guest@example.org" });
  const [invitation] = await account.invitations();
  await account.revokeInvitation({ invitationId: invitation?.invitationId ?? "" });
  await account.endSession({ sessionId: "second" });
  await account.endOtherSessions();
  await account.removePasskey({ passkeyId: "first" });

  const { events } = await audit.list({});
  expect(events.map(({ action, actor, detail }) => [action, actor, detail.count]).reverse()).toEqual([
    ["email_changed", "user", undefined],
    ["invitation_created", "user", undefined],
    ["invitation_revoked", "user", undefined],
    ["session_revoked", "user", "1"],
    ["session_revoked", "user", "2"],
    ["passkey_removed", "user", undefined],
  ]);
});

test("S-30: an invitation is not taken back, and no session ended, without a line of it", async () => {
  await app.query("INSERT INTO app_user (id) VALUES ('bob')");
  await app.query("INSERT INTO dashboard_user (id, name, email) VALUES ('bob', 'Bob', 'bob@example.org')");
  for (const id of ["here", "there"])
    await app.query(
      "INSERT INTO dashboard_session (id, token, user_id, expires_at) VALUES ($1, $1, 'bob', now() + interval '1 day')",
      [id],
    );
  const service = await createContext({ actor: { kind: "user", userId: "bob", keyId: null }, requestId: "test" });
  const signIn = { sessionId: "here", confirmedAt: new Date() };
  const { account } = createCaller({ requestId: "test", session: { userId: "bob", service, signIn } });
  await account.createInvitation({ email: "guest@example.org" });
  const [invitation] = await account.invitations();
  await app.query("CREATE FUNCTION refuse_line() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$");
  await app.query(
    "CREATE TRIGGER refuse_line BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_line()",
  );
  await expect.soft(account.revokeInvitation({ invitationId: invitation?.invitationId ?? "" })).rejects.toThrow();
  expect.soft(await account.invitations()).toHaveLength(1);
  await expect.soft(account.endSession({ sessionId: "there" })).rejects.toThrow();
  expect.soft(await account.sessions()).toHaveLength(2);
  await expect.soft(account.endOtherSessions()).rejects.toThrow();
  expect.soft(await account.sessions()).toHaveLength(2);
});
