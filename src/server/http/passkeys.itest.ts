// Passkeys at the door, of a device that says what it likes.
import { expect, test } from "vitest";
import { POST } from "@/app/api/auth/[...all]/route";
import { createTestLink, Visitor } from "@/testing/accounts";
import { startTestApp } from "@/testing/app";
import { TestAuthenticator } from "@/testing/authenticator";

const app = await startTestApp({ mode: "live" });
await app.query(`CREATE FUNCTION refuse_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$`);
let addresses = 0;
const visitor = () => new Visitor(POST, `198.51.100.${++addresses}`);

const VERIFIED = { isUserVerified: true };
const UNVERIFIED = { isUserVerified: false };
const REFUSED = { status: 400, body: { error: "The passkey was not accepted" } };
const DONE = { status: 200, body: { status: "success" } };
const told = ({ status, body }: { status: number; body: unknown }) => ({ status, body });
type Options = { challenge: string };

/** Asks for the challenge of a new passkey and has the device answer. */
async function register(who: Visitor, device: TestAuthenticator, how: { isUserVerified: boolean }, link?: object) {
  const options = await who.post("passkey/options", link ?? {});
  expect(options.status).toBe(200);
  const response = device.register(options.body as Options, how);
  return who.post("passkey", { response, passkeyName: "Device", isForLink: link !== undefined });
}
async function signIn(who: Visitor, device: TestAuthenticator, how: { isUserVerified: boolean }) {
  const options = await who.post("sign-in/passkey/options");
  return who.post("sign-in/passkey", { response: device.signIn(options.body as Options, how) });
}
const invitation = async (email: string) => ({
  token: await createTestLink(app, "invitation", { email }),
  name: "Guest",
  email,
});
const countsOf = async () =>
  (
    await app.query(
      `SELECT (SELECT count(*) FROM dashboard_user)::int AS users, (SELECT count(*) FROM dashboard_passkey)::int AS passkeys,
              (SELECT count(*) FROM dashboard_session)::int AS sessions, (SELECT count(*) FROM app_user)::int AS "appUsers",
              (SELECT count(*) FROM audit_event WHERE action IN ('account_created', 'passkey_added'))::int AS told`,
    )
  )[0];

test("a device that has not found out who holds it makes no account, adds no passkey, and signs nobody in", async () => {
  const link = await invitation("verified@example.org");
  const [who, device] = [visitor(), new TestAuthenticator()];
  const before = await countsOf();
  const refused = await register(who, device, UNVERIFIED, link);
  expect(told(refused)).toEqual(REFUSED);
  expect(refused.setCookies.filter((line) => line.includes("session_token"))).toEqual([]);
  expect(await countsOf()).toEqual(before);

  expect(told(await register(who, device, VERIFIED, link))).toEqual(DONE);
  const after = await countsOf();
  expect(told(await register(who, new TestAuthenticator(), UNVERIFIED))).toEqual(REFUSED);
  expect(told(await signIn(visitor(), device, UNVERIFIED))).toEqual(REFUSED);
  expect(await countsOf()).toEqual(after);
  expect(told(await signIn(visitor(), device, VERIFIED))).toEqual(DONE);
  expect(told(await register(who, new TestAuthenticator(), VERIFIED))).toEqual(DONE);
  // S-30
  const added = await app.query("SELECT actor FROM audit_event WHERE action = 'passkey_added'");
  expect(added).toEqual([{ actor: "user" }, { actor: "user" }]);
});

test("an account and its passkey are stored together or not at all: what goes wrong leaves the link good", async () => {
  const link = await invitation("whole@example.org");
  const [who, device] = [visitor(), new TestAuthenticator()];
  const before = await countsOf();
  for (const table of ["dashboard_passkey", "dashboard_session"]) {
    await app.query(`CREATE TRIGGER refuse_row BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_row()`);
    const failed = await register(who, device, VERIFIED, link);
    expect(failed.status).toBeGreaterThanOrEqual(400);
    expect(failed.setCookies.filter((line) => line.includes("session_token"))).toEqual([]);
    expect(await countsOf()).toEqual(before);
    await app.query(`DROP TRIGGER refuse_row ON ${table}`);
  }
  expect(told(await register(who, device, VERIFIED, link))).toEqual(DONE);
  expect(await countsOf()).not.toEqual(before);
  expect(told(await signIn(visitor(), device, VERIFIED))).toEqual(DONE);
});

test("S-33, S-30: a passkey with which the database broke off counts as no try, and no line says that it was wrong", async () => {
  const [who, device] = [visitor(), new TestAuthenticator()];
  expect(told(await register(visitor(), device, VERIFIED, await invitation("broken-off@example.org")))).toEqual(DONE);
  await app.query(
    "CREATE TRIGGER refuse_row BEFORE INSERT ON dashboard_session FOR EACH ROW EXECUTE FUNCTION refuse_row()",
  );
  const statuses = new Set<number>();
  // Each asks for a challenge as well, which counts: as many again would be all that there are.
  for (let times = 0; times < 50; times++) statuses.add((await signIn(who, device, VERIFIED)).status);
  await app.query("DROP TRIGGER refuse_row ON dashboard_session");
  expect([...statuses]).toEqual([503]);
  expect(await app.query("SELECT FROM audit_event WHERE detail->>'address' = $1", [who.address])).toEqual([]);
  expect(told(await signIn(who, device, VERIFIED))).toEqual(DONE);
});

test("S-30: no passkey is added without a line of it, neither for a link nor to an account", async () => {
  const [who, device, link] = [visitor(), new TestAuthenticator(), await invitation("told@example.org")];
  const withoutLines = async (work: () => ReturnType<typeof register>) => {
    await app.query(
      `CREATE TRIGGER refuse_row BEFORE INSERT ON audit_event FOR EACH ROW WHEN (NEW.action = 'passkey_added')
       EXECUTE FUNCTION refuse_row()`,
    );
    const before = await countsOf();
    expect((await work()).status).toBeGreaterThanOrEqual(400);
    expect(await countsOf()).toEqual(before);
    await app.query("DROP TRIGGER refuse_row ON audit_event");
  };
  await withoutLines(() => register(who, device, VERIFIED, link));
  expect(told(await register(who, device, VERIFIED, link))).toEqual(DONE);
  await withoutLines(() => register(who, new TestAuthenticator(), VERIFIED));
});
