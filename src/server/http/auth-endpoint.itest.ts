// Accounts of the dashboard at their door: who gets in, who does not, and what is told of it.
import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { POST } from "@/app/api/auth/[...all]/route";
import { POST as callProcedure } from "@/app/api/trpc/[trpc]/route";
import { hashPassword, onBehalfOf } from "@/server/auth/password-hash";
import { linkLimits, passkeyLimits } from "@/server/services/tries";
import { createTestLink, Visitor } from "@/testing/accounts";
import { startTestApp } from "@/testing/app";
import { ownRequest } from "@/testing/own-request";

const SECRETS = [Buffer.alloc(32, 1).toString("base64"), Buffer.alloc(32, 2).toString("base64")];
const app = await startTestApp({ mode: "live", env: { APP_SECRET: SECRETS.join(",") } });

const OWNER = { email: "owner@example.org", password: "correct horse battery" };
const visitorAt = (address: string) => new Visitor(POST, address);
let addresses = 0;
const visitor = () => visitorAt(`198.51.100.${++addresses}`);

async function procedure(who: Visitor, path: string, input: unknown = {}) {
  const response = await callProcedure(
    ownRequest(`http://localhost:3000/api/trpc/${path}`, {
      method: "POST",
      headers: who.headers(),
      body: JSON.stringify(input),
    }),
  );
  return { status: response.status, body: (await response.json()) as { result?: { data?: unknown } } };
}
const isSignedIn = async (who: Visitor) => (await procedure(who, "link.generateLinkToken")).status === 200;

beforeAll(async () => {
  const token = await createTestLink(app, "setup");
  const made = await visitor().post("link/redeem", { token, name: "Owner", ...OWNER });
  expect(made.status).toBe(200);
});

describe("sign-in by password", () => {
  test("opens a session in a cookie that no script reads and no other site sends; the answer holds nothing else", async () => {
    const who = visitor();
    const answer = await who.post("sign-in/password", { ...OWNER, email: " Owner@Example.org" });
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: { status: "success" } });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.setCookies).toHaveLength(1);
    expect(answer.setCookies[0]).toMatch(/^plaid-investments\.session_token=[^;]+; /);
    for (const attribute of ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"])
      expect(answer.setCookies[0]).toContain(attribute);
    expect(await isSignedIn(who)).toBe(true);
  });

  test("an unknown address and a wrong password are one answer, for about the same time", async () => {
    const [known, unknown, odd] = [new Set<string>(), new Set<string>(), new Set<string>()];
    const fastest = new Map([known, unknown, odd].map((answers) => [answers, Number.POSITIVE_INFINITY]));
    for (let round = 0; round < 7; round++)
      for (const [answers, email] of [
        [known, OWNER.email],
        [unknown, "nobody@example.org"],
        [odd, "no address at all"],
      ] as const) {
        const startedAt = performance.now();
        const { status, body, setCookies } = await visitor().post("sign-in/password", {
          email,
          password: "not the one",
        });
        fastest.set(answers, Math.min(fastest.get(answers) ?? 0, performance.now() - startedAt));
        answers.add(JSON.stringify({ status, body, setCookies }));
      }
    expect([...known]).toEqual(['{"status":401,"body":{"error":"Wrong e-mail address or password"},"setCookies":[]}']);
    for (const answers of [unknown, odd]) {
      expect(answers).toEqual(known);
      const ratio = (fastest.get(answers) ?? 0) / (fastest.get(known) ?? 1);
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(2);
    }
  });

  test("a session signed under a previous secret is good, one under a foreign secret is not", async () => {
    const { createHmac } = await import("node:crypto");
    const { librarySecret } = await import("@/server/auth/session-cookie");
    const who = visitor();
    await who.post("sign-in/password", OWNER);
    const token = decodeURIComponent(who.cookie.split("=").slice(1).join("=")).split(".")[0] ?? "";
    const under = (secret: Uint8Array) =>
      encodeURIComponent(`${token}.${createHmac("sha256", librarySecret(secret)).update(token).digest("base64")}`);
    for (const [secret, isGood] of [
      [Buffer.alloc(32, 1), true],
      [Buffer.alloc(32, 2), true],
      [Buffer.alloc(32, 3), false],
    ] as const) {
      who.setCookie("plaid-investments.session_token", under(secret));
      expect(await isSignedIn(who)).toBe(isGood);
    }
    who.setCookie("plaid-investments.session_token", token);
    expect(await isSignedIn(who)).toBe(false);
  });

  test("a session that was ended, has expired or was left alone for a week is none", async () => {
    const changes = [
      "DELETE FROM dashboard_session",
      "UPDATE dashboard_session SET expires_at = now()",
      "UPDATE dashboard_session SET updated_at = now() - interval '7 days'",
    ];
    for (const change of changes) {
      const who = visitor();
      await who.post("sign-in/password", OWNER);
      expect(await isSignedIn(who)).toBe(true);
      await app.query(change);
      expect(await isSignedIn(who)).toBe(false);
    }
  });

  test("signing in again ends the session of the same browser, and signing out ends the one there is", async () => {
    await app.query("DELETE FROM dashboard_session");
    const who = visitor();
    await who.post("sign-in/password", OWNER);
    const former = who.cookie;
    await who.post("sign-in/password", OWNER);
    expect(await app.query("SELECT FROM dashboard_session")).toHaveLength(1);
    expect(who.cookie).not.toBe(former);
    const kept = who.cookie.split("=").slice(1).join("=");
    expect((await who.post("sign-out")).status).toBe(200);
    expect(who.cookie).toBe("");
    who.setCookie("plaid-investments.session_token", kept);
    expect(await isSignedIn(who)).toBe(false);
  });

  test("S-30: a session does not end by signing out without a line of it", async () => {
    const who = visitor();
    await who.post("sign-in/password", OWNER);
    await app.query("CREATE FUNCTION refuse_line() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$");
    await app.query(
      "CREATE TRIGGER refuse_line BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_line()",
    );
    expect((await who.post("sign-out")).status).toBeGreaterThanOrEqual(500);
    await app.query("DROP TRIGGER refuse_line ON audit_event");
    expect(await isSignedIn(who)).toBe(true);
  });
});

describe("what else comes to the door", () => {
  test.each([
    ["sign-up/email", { ...OWNER, name: "x" }],
    ["sign-in/social", {}],
    ["request-password-reset", { email: OWNER.email }],
    ["list-sessions", {}],
    ["delete-user", {}],
    ["toString", {}],
    ["", {}],
  ])("%s is nowhere", async (path, body) => {
    const before = await app.query("SELECT id FROM dashboard_user");
    expect((await visitor().post(path, body)).status).toBe(404);
    expect(await app.query("SELECT id FROM dashboard_user")).toEqual(before);
  });

  test("what is no JSON, too large, or of another form is refused", async () => {
    const answers = await Promise.all([
      visitor().post("sign-in/password", OWNER, { "content-type": "text/plain" }),
      visitor().post("sign-in/password", OWNER, { "content-type": "application/x-www-form-urlencoded" }),
      visitor().post("sign-in/password", "x".repeat(65_537)),
      visitor().post("sign-in/password", { email: OWNER.email }),
      visitor().post("sign-in/password", { email: [], password: {} }),
      visitor().post("sign-in/password", { email: OWNER.email, password: "x".repeat(1_025) }),
      visitor().post("sign-in/passkey", { response: "x" }),
      visitor().post("sign-in/passkey", { response: { id: "x" } }),
      visitor().post("passkey/options", {}),
      visitor().post("passkey", { response: {}, passkeyName: "x", isForLink: false }),
      visitor().post("passkey", { response: {}, passkeyName: "x", isForLink: true }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 413, 400, 400, 400, 400, 400, 401, 401, 400]);
    for (const { body } of answers) expect(Object.keys(body)).toEqual(["error"]);
  });
});

describe("S-16: what an authenticator says is of a passkey's form before anything is asked of the database", () => {
  test.each<unknown>([
    // A comparison of the column with itself, which every row of the table passes.
    { _ref: "credentialID", _container: "DashboardPasskey" },
    { startsWith: "" },
    ["a"],
    7,
    null,
    "",
    "\u0000",
    "a b",
    "a".repeat(1_365),
  ])("%j", async (id) => {
    const who = visitor();
    expect((await who.post("sign-in/passkey/options")).status).toBe(200);
    const answer = await who.post("sign-in/passkey", { response: { id, rawId: id, type: "public-key", response: {} } });
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 400, body: { error: "Invalid response" } });
  });
});

test("S-33: challenges are rows of the database, so nobody gets any number of them", async () => {
  const attacker = visitor();
  for (let tries = 0; tries < 100; tries++) expect((await attacker.post("sign-in/passkey/options")).status).toBe(200);
  expect(await attacker.post("sign-in/passkey/options")).toMatchObject({ status: 429 });
  expect((await visitor().post("sign-in/passkey/options")).status).toBe(200);
});

test("no account has an address that it could not be signed in with: none is made, invited or changed to, and no link used up", async () => {
  const who = visitor();
  await who.post("sign-in/password", OWNER);
  for (const email of ["ann@localhost", "ann@192.0.2.1", "jörg@example.org", "ann@münchen.de", "a..b@example.org"]) {
    const token = await createTestLink(app, "invitation", { email: "fresh@example.org" });
    const given = { token, name: "Odd", email, password: "long enough for it" };
    expect(await visitor().post("link/redeem", given)).toMatchObject({ status: 400, body: { error: "Invalid email" } });
    expect((await visitor().post("link/open", { token })).status).toBe(200);
    expect((await procedure(who, "account.createInvitation", { email })).status).toBe(400);
    expect((await procedure(who, "account.update", { name: "Owner", email })).status).toBe(400);
  }
});

test("S-33: a user has 50 sessions at most, however many begin at once: the least recently used end, and a line tells of it", async () => {
  const email = "many@example.org";
  const given = { token: await createTestLink(app, "invitation", { email }), name: "Many" };
  const first = visitor();
  await first.post("link/redeem", { ...given, password: "long enough for it" });
  const [user] = await app.query<{ id: string }>("SELECT id FROM dashboard_user WHERE email = $1", [email]);
  await app.query(
    `INSERT INTO dashboard_session (id, token, user_id, expires_at, updated_at)
     SELECT 'many ' || n, 'many ' || n, $1, now() + interval '1 day', now() - n * interval '1 hour' FROM generate_series(1, 49) n`,
    [user?.id],
  );
  const others = [visitor(), visitor(), visitor()];
  await Promise.all(others.map((who) => who.post("sign-in/password", { email, password: "long enough for it" })));
  for (const who of [first, ...others]) expect(await isSignedIn(who)).toBe(true);
  const left = await app.query<{ id: string }>("SELECT id FROM dashboard_session WHERE user_id = $1", [user?.id]);
  expect(left).toHaveLength(50);
  const ids = left.map(({ id }) => id);
  expect(ids).toContain("many 46");
  for (const ended of ["many 47", "many 48", "many 49"]) expect(ids).not.toContain(ended);
  const lines = await app.query(
    "SELECT actor, detail FROM audit_event WHERE action = 'session_revoked' AND user_id = $1",
    [user?.id],
  );
  expect(lines).toEqual(Array(3).fill({ actor: "user", detail: { count: "1", reason: "too_many" } }));
});

describe("S-33: a password that can be guessed", () => {
  const WEAK = { status: 422, body: { error: "The password is too easy to guess" } };

  test("makes no account, whoever it is the address of, and leaves the link as it was", async () => {
    const token = await createTestLink(app, "invitation", { email: "wendy.weak@example.org" });
    const given = { token, name: "Wendelin Quistgaard" };
    const own = ["wendy.weak@example.org", "Wendy-Weak-2026", "Quistgaard, Wendelin", "localhost:3000 localhost"];
    for (const password of ["passwordpassword", ...own])
      expect(await visitor().post("link/redeem", { ...given, password })).toMatchObject(WEAK);
    expect((await visitor().post("link/redeem", { ...given, password: "olga.other@example.org" })).status).toBe(200);
  });

  test("takes the place of none, by a reset or in settings; the one that was before is good as ever", async () => {
    const email = "olga.past@example.org";
    const token = await createTestLink(app, "invitation", { email });
    await visitor().post("link/redeem", { token, name: "Olga Bryhn-Tvedt", password: "long enough for it" });
    const [user] = await app.query<{ id: string }>("SELECT id FROM dashboard_user WHERE email = $1", [email]);
    const hash = await hashPassword("123456789012");
    await app.query("UPDATE dashboard_credential SET password = $2 WHERE user_id = $1", [user?.id, hash]);
    const reset = await createTestLink(app, "reset", { userId: user?.id ?? null });
    const who = visitor();
    expect((await who.post("sign-in/password", { email, password: "123456789012" })).status).toBe(200);
    for (const password of ["123456789012", "olgapast2026", "bryhn-tvedt 2026"]) {
      expect(await visitor().post("link/redeem", { token: reset, password })).toMatchObject(WEAK);
      const { status, body } = await procedure(who, "account.changePassword", { password });
      expect({ status, body }).toMatchObject({ status: 422, body: { error: { data: { appCode: "WEAK_PASSWORD" } } } });
    }
    expect((await visitor().post("sign-in/password", { email, password: "123456789012" })).status).toBe(200);
    expect((await procedure(who, "account.changePassword", { password: "long enough for it" })).status).toBe(200);
  });
});

describe("links", () => {
  test("a setup link makes the first account alone, and nothing once there is one", async () => {
    const token = await createTestLink(app, "setup");
    const given = { token, name: "Second", email: "second@example.org", password: "long enough for it" };
    expect((await visitor().post("link/open", { token })).status).toBe(404);
    expect((await visitor().post("link/redeem", given)).status).toBe(404);
    expect((await visitor().post("passkey/options", given)).status).toBe(404);
    expect(await app.query("SELECT FROM dashboard_user WHERE email = 'second@example.org'")).toEqual([]);
  });

  test("S-31: an invitation is for one address, works once, for however many try at once, and not after its time", async () => {
    const [owner] = await app.query<{ id: string }>("SELECT id FROM dashboard_user");
    const invite = (fields = {}) =>
      createTestLink(app, "invitation", { email: "guest@example.org", userId: owner?.id ?? null, ...fields });
    const late = await invite({ expiresAt: new Date(Date.now() - 1) });
    expect((await visitor().post("link/open", { token: late })).status).toBe(404);
    const token = await invite();
    expect((await visitor().post("link/open", { token })).body).toEqual({
      kind: "invitation",
      email: "guest@example.org",
    });
    const short = await visitor().post("link/redeem", { token, name: "Guest", password: "eleven char" });
    expect(short).toMatchObject({ status: 400, body: { error: "Invalid password" } });
    const unseen = await visitor().post("link/redeem", {
      token,
      name: "\u3164\ue000\u0301",
      password: "long enough for it",
    });
    expect(unseen).toMatchObject({ status: 400, body: { error: "Invalid name" } });
    const tries = Array.from({ length: 5 }, () =>
      visitor().post("link/redeem", {
        token,
        name: "Guest",
        email: "other@example.org",
        password: "long enough for it",
      }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 404, 404, 404, 404]);
    const rows = await app.query("SELECT email FROM dashboard_user WHERE name = 'Guest'");
    expect(rows).toEqual([{ email: "guest@example.org" }]);
    expect(
      await app.query("SELECT u.id FROM app_user u JOIN dashboard_user d USING (id) WHERE d.name = 'Guest'"),
    ).toHaveLength(1);
    // S-31: neither the line of the one account nor the link of the other outlasts the one that it would name.
    const [line] = await app.query<{ line: string; subject: string }>(
      `SELECT e::text AS line, e.subject FROM audit_event e JOIN dashboard_user d ON d.id = e.user_id
        WHERE d.name = 'Guest' AND e.action = 'account_created'`,
    );
    expect(line?.line).not.toContain(owner?.id);
    const used = await app.query("SELECT email FROM dashboard_link WHERE id = $1 AND used_at IS NOT NULL", [
      line?.subject,
    ]);
    expect(used).toEqual([{ email: null }]);
  });

  test("a reset link sets a new password and ends every session", async () => {
    const [owner] = await app.query<{ id: string }>("SELECT id FROM dashboard_user WHERE email = $1", [OWNER.email]);
    const before = visitor();
    await before.post("sign-in/password", OWNER);
    const token = await createTestLink(app, "reset", { userId: owner?.id ?? null });
    const who = visitor();
    expect((await who.post("link/open", { token })).body).toEqual({ kind: "reset", email: OWNER.email });
    expect((await who.post("link/redeem", { token, password: "quiet harbour lantern" })).status).toBe(200);
    expect(await isSignedIn(who)).toBe(true);
    expect(await isSignedIn(before)).toBe(false);
    expect((await visitor().post("sign-in/password", OWNER)).status).toBe(401);
    OWNER.password = "quiet harbour lantern";
    expect((await visitor().post("sign-in/password", OWNER)).status).toBe(200);
    expect((await who.post("link/redeem", { token, password: "quiet harbour lantern" })).status).toBe(404);
  });
});

describe("S-33: sign-in is limited by where it is tried from, and never for an address of a person alone", () => {
  const wrong = { email: OWNER.email, password: "not the one" };

  test("the eleventh try of an address from one place waits, from elsewhere its owner gets in, and a success does not count", async () => {
    const attacker = visitor();
    for (let tries = 0; tries < 3; tries++) expect((await attacker.post("sign-in/password", OWNER)).status).toBe(200);
    for (let tries = 0; tries < 10; tries++) expect((await attacker.post("sign-in/password", wrong)).status).toBe(401);
    const refused = await attacker.post("sign-in/password", OWNER);
    expect(refused).toMatchObject({ status: 429, body: { error: "Too many requests" } });
    const seconds = Number(refused.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(880);
    expect(seconds).toBeLessThanOrEqual(900);
    expect((await visitor().post("sign-in/password", OWNER)).status).toBe(200);
    await app.query("UPDATE rate_limit SET ends_at = now()");
    expect((await attacker.post("sign-in/password", OWNER)).status).toBe(200);
  });

  test("many addresses of people from one place are limited together, also all at once, and a spoofed X-Forwarded-For is not looked at", async () => {
    const [attacker, other] = [visitor(), visitor()];
    await other.post("sign-in/password", OWNER);
    const statuses: number[] = [];
    for (let wave = 0; wave < 6; wave++) {
      const tries = Array.from({ length: 10 }, (_, index) =>
        attacker.post(
          "sign-in/password",
          { ...wrong, email: `p${wave}-${index}@example.org` },
          { "x-forwarded-for": `203.0.113.${index}` },
        ),
      );
      expect(await isSignedIn(other), "everybody else is served meanwhile").toBe(true);
      statuses.push(...(await Promise.all(tries)).map(({ status }) => status));
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(50);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  }, 60_000);

  test("an IPv6 caller has its whole network as one", async () => {
    for (let tries = 0; tries < 10; tries++) await visitorAt(`2001:db8:1:2::${tries}`).post("sign-in/password", wrong);
    expect((await visitorAt("2001:db8:1:2:ffff::1").post("sign-in/password", wrong)).status).toBe(429);
    expect((await visitorAt("2001:db8:1:3::1").post("sign-in/password", wrong)).status).toBe(401);
  });
});

describe("S-33: a whole /48 network is bounded too", () => {
  test("one address of a person is tried fifty times from all of its parts, and its owner gets in from elsewhere", async () => {
    const statuses: number[] = [];
    for (let part = 0; part < 54; part++) {
      const given = { email: OWNER.email, password: "not the one" };
      statuses.push((await visitorAt(`2001:db8:48:${part}::1`).post("sign-in/password", given)).status);
    }
    expect(statuses).toEqual([...Array(50).fill(401), ...Array(4).fill(429)]);
    expect((await visitorAt("2001:db8:49::1").post("sign-in/password", OWNER)).status).toBe(200);
    expect((await visitor().post("sign-in/password", OWNER)).status).toBe(200);
  }, 60_000);

  test("links and passkeys are counted so as well, and a part of it by itself as before", () => {
    for (const limits of [linkLimits, passkeyLimits]) {
      expect(limits("2001:db8:1:2::/64").map(({ max }) => max)).toEqual([
        limits("203.0.113.9")[0]?.max,
        5 * (limits("203.0.113.9")[0]?.max ?? 0),
      ]);
      expect(limits("2001:db8:1:2::/64")[1]).toEqual(limits("2001:db8:1:3::/64")[1]);
      expect(limits("203.0.113.9")).toHaveLength(1);
    }
  });

  test.each([
    ["a /48 network", (at: number) => `2001:db8:50:${at}::1`],
    ["an IPv4 address", () => "192.0.2.77"],
    ["forty networks", (at: number) => `2001:db8:${at % 40}:1::1`],
  ])(
    "whatever %s asks for at once, everybody else has a place in the queue",
    async (_, addressOf) => {
      const crowd = Array.from({ length: 120 }, (_none, at) =>
        visitorAt(addressOf(at)).post("sign-in/password", { email: `p${at}@example.net`, password: "not the one" }),
      );
      const owners = await Promise.all(Array.from({ length: 6 }, () => visitor().post("sign-in/password", OWNER)));
      expect(owners.map(({ status }) => status)).toEqual(Array(6).fill(200));
      const refused = (await Promise.all(crowd)).filter(({ status }) => status === 503);
      expect(refused.length).toBeGreaterThan(0);
      for (const { headers } of refused) expect(headers.get("retry-after")).toMatch(/^\d+$/);
    },
    60_000,
  );
});

describe("what changes how one signs in asks for a proof of less than 15 minutes ago", () => {
  const changes: [string, (who: Visitor) => Promise<{ status: number }>][] = [
    ["passkey/options", (who) => who.post("passkey/options", {})],
    ["passkey", (who) => who.post("passkey", { response: {}, passkeyName: "x", isForLink: false })],
    ["account.changePassword", (who) => procedure(who, "account.changePassword", { password: OWNER.password })],
    ["account.removePasskey", (who) => procedure(who, "account.removePasskey", { passkeyId: "none" })],
    ["account.createInvitation", (who) => procedure(who, "account.createInvitation", { email: "x@example.org" })],
    ["account.update", (who) => procedure(who, "account.update", { name: "Owner", email: "new@example.org" })],
  ];

  test.each(changes)("%s", async (_, change) => {
    const who = visitor();
    await who.post("sign-in/password", OWNER);
    await app.query("UPDATE dashboard_session SET confirmed_at = now() - interval '15 minutes'");
    expect((await change(who)).status).toBe(403);
    expect((await procedure(who, "account.confirm", { password: "not the one" })).status).toBe(400);
    expect((await change(who)).status).toBe(403);
    expect((await procedure(who, "account.confirm", { password: OWNER.password })).status).toBe(200);
    expect((await change(who)).status).not.toBe(403);
    await app.query("UPDATE dashboard_user SET email = $1 WHERE name = 'Owner'", [OWNER.email]);
  });

  test("S-33: the password is not to be guessed there either, and its owner gets in anew", async () => {
    const who = visitor();
    await who.post("sign-in/password", OWNER);
    for (let tries = 0; tries < 10; tries++)
      expect((await procedure(who, "account.confirm", { password: "not the one" })).status).toBe(400);
    expect((await procedure(who, "account.confirm", { password: OWNER.password })).status).toBe(429);
    await who.post("sign-in/password", OWNER);
    expect((await procedure(who, "account.confirm", { password: OWNER.password })).status).toBe(200);
  });
});

describe("S-33: only a wrong password counts", () => {
  const enterTimes = async (who: Visitor, tries: number) => {
    const answers = await Promise.all(Array.from({ length: tries }, () => who.post("sign-in/password", OWNER)));
    return [...new Set(answers.map(({ status }) => status))];
  };

  test("S-33: what the database broke off does not", async () => {
    const who = visitor();
    await app.query("ALTER TABLE dashboard_credential RENAME TO credential_away");
    const statuses = await enterTimes(who, 10).finally(() =>
      app.query("ALTER TABLE credential_away RENAME TO dashboard_credential"),
    );
    expect(statuses).toEqual([503]);
    expect((await who.post("sign-in/password", OWNER)).status).toBe(200);
  });

  test("S-33, S-30: nor does what nobody had the time to look at, and no line says that it was wrong", async () => {
    const who = visitor();
    const linesOf = () => app.query("SELECT FROM audit_event WHERE detail->>'address' = $1", [who.address]);
    const hashFor = (who: string) => onBehalfOf(who, () => hashPassword("of somebody else")).catch(() => {});
    const crowd = Promise.all(Array.from({ length: 60 }, (_, at) => hashFor(`asker ${at}`)));
    const statuses = await enterTimes(who, 10);
    await crowd;
    expect(statuses).toEqual([503]);
    expect(await linesOf()).toEqual([]);
    expect((await who.post("sign-in/password", OWNER)).status).toBe(200);
  });
});

test("S-30: of what one network is refused the first in a minute is on record, however it tries", async () => {
  const [who, other] = [visitor(), visitor()];
  for (let tries = 0; tries < 3; tries++) {
    expect((await who.post("sign-in/passkey", { response: { id: "x", rawId: "x" } })).status).toBe(400);
    await who.post("sign-in/password", { email: `p${tries}@example.org`, password: "not the one" });
  }
  await other.post("sign-in/password", { email: OWNER.email, password: "not the one" });
  const linesOf = ({ address }: Visitor) =>
    app.query(
      "SELECT action, detail FROM audit_event WHERE action = 'sign_in_failed' AND detail->>'address' = $1 ORDER BY id",
      [address],
    );
  const line = (by: string, { address }: Visitor) => ({ action: "sign_in_failed", detail: { by, address } });
  expect(await linesOf(who)).toEqual([line("passkey", who), line("password", who)]);
  expect(await linesOf(other)).toEqual([line("password", other)]);
});

test("S-30: who came in, who did not and who left is on record", async () => {
  const rows = await app.query<{ action: string }>("SELECT DISTINCT action FROM audit_event");
  const actions = rows.map(({ action }) => action).sort();
  expect(actions).toEqual([
    ...["account_created", "email_changed", "invitation_created", "password_changed", "session_revoked"],
    ...["sign_in", "sign_in_failed", "sign_out"],
  ]);
});

test("S-17: no password, token or cookie is in the database, but for its hash", async () => {
  const canary = `canary-${randomBytes(12).toString("hex")}`;
  const who = visitor();
  await who.post("sign-in/password", { email: OWNER.email, password: canary });
  await who.post("sign-in/password", OWNER);
  await procedure(who, "account.confirm", { password: canary });
  await procedure(who, "account.changePassword", { password: canary });
  const created = await procedure(who, "account.createInvitation", { email: "someone@example.org" });
  const { token } = (created.body.result?.data ?? {}) as { token?: string };
  expect(token).toHaveLength(43);
  const session = decodeURIComponent(who.cookie).split("=")[1]?.split(".")[0] ?? "";
  expect(session).toHaveLength(32);
  const tables = [
    "dashboard_user",
    "dashboard_credential",
    "dashboard_link",
    "audit_event",
    "rate_limit",
    "dashboard_verification",
  ];
  const stored = await Promise.all(tables.map((table) => app.query(`SELECT t::text FROM ${table} t`)));
  const text = JSON.stringify(stored);
  for (const secret of [canary, OWNER.password, token ?? "", session]) expect(text).not.toContain(secret);
});
