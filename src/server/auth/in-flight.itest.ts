// What is under way while the ways into an account change, or the session that asked for it ends.
import { beforeEach, expect, test } from "vitest";
import { POST } from "@/app/api/auth/[...all]/route";
import { POST as callProcedure } from "@/app/api/trpc/[trpc]/route";
import { createTestLink, Visitor } from "@/testing/accounts";
import { startTestApp } from "@/testing/app";
import { TestAuthenticator } from "@/testing/authenticator";
import { heldBack } from "@/testing/gate";
import { ownRequest } from "@/testing/own-request";

const app = await startTestApp({ mode: "live" });
const [OLD, NEW] = ["seven green bicycles", "quiet harbour lantern"];
const VERIFIED = { isUserVerified: true };
let count = 0;
const visitor = () => new Visitor(POST, `198.51.100.${++count}`);
const statusOf = async (answer: Promise<{ status: number }>) => (await answer).status;

async function procedure(who: Visitor, path: string, input: unknown = {}): Promise<number> {
  const [url, body] = [`http://localhost:3000/api/trpc/${path}`, JSON.stringify(input)];
  return (await callProcedure(ownRequest(url, { method: "POST", headers: who.headers(), body }))).status;
}
const isSignedIn = async (who: Visitor) => (await procedure(who, "link.generateLinkToken")) === 200;

let [email, userId] = ["", ""];
/** A browser in which the account's owner is signed in. */
let owner = visitor();
beforeEach(async () => {
  owner = visitor();
  email = `owner${count}@example.org`;
  const token = await createTestLink(app, "invitation");
  expect(await statusOf(owner.post("link/redeem", { token, name: "Owner", email, password: OLD }))).toBe(200);
  const [user] = await app.query<{ id: string }>("SELECT id FROM dashboard_user WHERE email = $1", [email]);
  userId = user?.id ?? "";
});

const enter = (who: Visitor, password = OLD) => statusOf(who.post("sign-in/password", { email, password }));
/** Near the end of the transaction in which something is done: when its line is written. */
const whenTold = (action: string) =>
  ({ event: "INSERT", table: "audit_event", when: `NEW.action = '${action}'` }) as const;
const SESSION_STORED = { event: "INSERT", table: "dashboard_session" } as const;

async function addPasskey(who: Visitor, device: TestAuthenticator) {
  const { body } = await who.post("passkey/options");
  const response = device.register(body as { challenge: string }, VERIFIED);
  return () => statusOf(who.post("passkey", { response, passkeyName: "Device", isForLink: false }));
}
async function signInBy(who: Visitor, device: TestAuthenticator) {
  const { body } = await who.post("sign-in/passkey/options");
  const response = device.signIn(body as { challenge: string }, VERIFIED);
  return () => statusOf(who.post("sign-in/passkey", { response }));
}
const passkeysOf = (name = "Device") =>
  app.query<{ id: string }>("SELECT id FROM dashboard_passkey WHERE user_id = $1 AND name = $2", [userId, name]);

const newPasswords: [string, () => Promise<() => Promise<number>>][] = [
  ["that is changed", async () => () => procedure(owner, "account.changePassword", { password: NEW })],
  [
    "that the operator's link resets",
    async () => {
      const token = await createTestLink(app, "reset", { userId });
      return () => statusOf(visitor().post("link/redeem", { token, password: NEW }));
    },
  ],
];

test.each(newPasswords)(
  "S-33: a sign-in with the old password that comes before one %s is committed is refused",
  async (_, toChange) => {
    const late = visitor();
    const { results } = await heldBack(app, whenTold("password_changed"), await toChange(), [() => enter(late)]);
    expect(results).toEqual([200, 401]);
    expect(await isSignedIn(late)).toBe(false);
    expect(await enter(visitor(), NEW)).toBe(200);
  },
);

test.each(newPasswords)(
  "S-33: a sign-in whose session is being stored when there is one %s ends with the others",
  async (_, toChange) => {
    const early = visitor();
    const { results } = await heldBack(app, SESSION_STORED, () => enter(early), [await toChange()]);
    expect(results[1]).toBe(200);
    expect(await isSignedIn(early)).toBe(false);
  },
);

test.each([
  ["before its removal is committed", true],
  ["whose session is being stored when it is removed", false],
])("S-33: a sign-in with a passkey %s leaves no session", async (_, isRemovalFirst) => {
  const [device, who] = [new TestAuthenticator(), visitor()];
  expect(await (await addPasskey(owner, device))()).toBe(200);
  const [passkey] = await passkeysOf();
  const signIn = await signInBy(who, device);
  const remove = () => procedure(owner, "account.removePasskey", { passkeyId: passkey?.id });
  if (isRemovalFirst) {
    const { results } = await heldBack(app, whenTold("passkey_removed"), remove, [signIn]);
    expect(results).toEqual([200, 400]);
  } else {
    const { results } = await heldBack(app, SESSION_STORED, signIn, [remove]);
    expect(results[1]).toBe(200);
  }
  expect(await isSignedIn(who)).toBe(false);
});

test("S-33: a session that has ended plants no passkey, and no line tells of one", async () => {
  const who = visitor();
  await enter(who);
  const add = await addPasskey(who, new TestAuthenticator());
  const end = () => procedure(owner, "account.endOtherSessions");
  const { results } = await heldBack(app, { event: "DELETE", table: "dashboard_verification" }, add, [end]);
  expect(results).toEqual([401, 200]);
  expect(await passkeysOf()).toEqual([]);
  const lines = await app.query("SELECT FROM audit_event WHERE action = 'passkey_added' AND user_id = $1", [userId]);
  expect(lines).toEqual([]);
});

/** In a browser: the request that takes the step, ready to be sent. */
type Step = (who: Visitor) => Promise<() => Promise<number>>;
type Stored = Parameters<typeof heldBack>[1];
const idOf = async (statement: string, ...more: string[]) =>
  (await app.query<{ id: string }>(statement, [userId, ...more]))[0]?.id;
const sessionOf = (who: Visitor) =>
  idOf("SELECT id FROM dashboard_session WHERE user_id = $1 AND ip_address = $2", who.address);
const told = (action: string, toTake: Step): [string, Stored, Step] => [action, whenTold(action), toTake];

const steps: [string, Stored, Step][] = [
  told("passkey_added", (who) => addPasskey(who, new TestAuthenticator())),
  told("password_changed", async (who) => () => procedure(who, "account.changePassword", { password: NEW })),
  told(
    "invitation_created",
    async (who) => () => procedure(who, "account.createInvitation", { email: "x@example.org" }),
  ),
  told("invitation_revoked", async (who) => {
    await procedure(who, "account.createInvitation", { email: "x@example.org" });
    const invitationId = await idOf("SELECT id FROM dashboard_link WHERE user_id = $1");
    return () => procedure(who, "account.revokeInvitation", { invitationId });
  }),
  told("key_created", async (who) => () => procedure(who, "apiKeys.create", { name: "n", scopes: ["read"] })),
  told("key_revoked", async (who) => {
    await procedure(who, "apiKeys.create", { name: "n", scopes: ["read"] });
    const keyId = await idOf("SELECT id FROM api_key WHERE user_id = $1");
    return () => procedure(who, "apiKeys.revoke", { keyId });
  }),
  told("email_changed", async (who) => () => procedure(who, "account.update", { name: "n", email: `new.${email}` })),
  [
    "passkey_renamed",
    { event: "UPDATE", table: "dashboard_passkey" },
    async (who) => {
      await (await addPasskey(who, new TestAuthenticator()))();
      const [passkey] = await passkeysOf();
      return () => procedure(who, "account.renamePasskey", { passkeyId: passkey?.id, name: "Renamed" });
    },
  ],
  told("account_deleted", async (who) => () => procedure(who, "account.delete")),
];

test.each(steps)("S-33: whoever ends a session waits for what it is about to store (%s)", async (_, stored, toTake) => {
  const [who, other] = [visitor(), visitor()];
  for (const browser of [who, other]) await enter(browser);
  const sessionId = await sessionOf(who);
  const end = () => procedure(other, "account.endSession", { sessionId });
  const { results, waited } = await heldBack(app, stored, await toTake(who), [end]);
  expect(results[0]).toBe(200);
  expect(waited).toBe(1);
});

/** Sessions that end sessions: their lines are told alike, so who waits for whom at the gate says nothing. */
const endings: typeof steps = [
  told("session_revoked", async (who) => {
    const sessionId = await sessionOf(owner);
    return () => procedure(who, "account.endSession", { sessionId });
  }),
  told("session_revoked", async (who) => () => procedure(who, "account.endOtherSessions")),
];

test.each([...steps, ...endings])(
  "S-33: a session that is ended before a step of it begins to store takes no such step (%s)",
  async (action, _, toTake) => {
    const who = visitor();
    await enter(who);
    const end = () => procedure(owner, "account.endOtherSessions");
    const take = await toTake(who);
    const { results } = await heldBack(app, whenTold("session_revoked"), end, [take]);
    expect(results).toEqual([200, 401]);
    const lines = await app.query("SELECT FROM audit_event WHERE action = $1 AND user_id = $2", [action, userId]);
    expect(lines).toHaveLength(action === "session_revoked" ? 1 : 0);
    expect(await passkeysOf("Renamed")).toEqual([]);
    expect(await isSignedIn(owner)).toBe(true);
  },
);

test("S-33: what races the deletion of its account is told that nobody is signed in", async () => {
  const [device, other] = [new TestAuthenticator(), visitor()];
  expect(await (await addPasskey(owner, device))()).toBe(200);
  await enter(other);
  const { results } = await heldBack(app, whenTold("account_deleted"), () => procedure(owner, "account.delete"), [
    () => procedure(other, "account.changePassword", { password: NEW }),
    () => enter(visitor()),
  ]);
  expect(results).toEqual([200, 401, 401]);
});

test("S-33: a proof by the password that is being replaced proves nothing", async () => {
  const change = () => procedure(owner, "account.changePassword", { password: NEW });
  const confirm = () => procedure(owner, "account.confirm", { password: OLD });
  expect((await heldBack(app, whenTold("password_changed"), change, [confirm])).results).toEqual([200, 400]);
});

test.each<[string, () => Promise<number>]>([
  ["password", () => procedure(owner, "account.changePassword", { password: NEW })],
  ["e-mail address", () => procedure(owner, "account.update", { name: "Owner", email: `new.${email}` })],
])("S-33: a reset link is good no more once its account has another %s", async (_, change) => {
  const token = await createTestLink(app, "reset", { userId });
  expect(await change()).toBe(200);
  expect(await statusOf(visitor().post("link/open", { token }))).toBe(404);
});

test("S-33: of several reset links of an account the first that is redeemed voids the others", async () => {
  const [first, second] = [
    await createTestLink(app, "reset", { userId }),
    await createTestLink(app, "reset", { userId }),
  ];
  expect(await statusOf(visitor().post("link/redeem", { token: first, password: NEW }))).toBe(200);
  expect(await statusOf(visitor().post("link/redeem", { token: second, password: OLD }))).toBe(404);
});

test("S-33: a new name, which takes no recent proof, does not bring back the address that is being replaced", async () => {
  const other = visitor();
  await enter(other);
  await app.query("UPDATE dashboard_session SET confirmed_at = now() - interval '1 day' WHERE ip_address = $1", [
    other.address,
  ]);
  const update = (who: Visitor, given: string) => () =>
    procedure(who, "account.update", { name: "Renamed", email: given });
  const [replace, rename] = [update(owner, `new.${email}`), update(other, email)];
  expect((await heldBack(app, whenTold("email_changed"), replace, [rename])).results).toEqual([200, 200]);
  const users = await app.query("SELECT name, email FROM dashboard_user WHERE id = $1", [userId]);
  expect(users).toEqual([{ name: "Renamed", email: `new.${email}` }]);
});
