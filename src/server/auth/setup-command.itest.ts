// `npm run setup` on a PostgreSQL of one's own: what it prints opens an account, and is nowhere else.
import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { POST } from "@/app/api/auth/[...all]/route";
import { verifyApiKey } from "@/server/services/api-keys/verify-api-key";
import { createContext } from "@/server/services/runtime";
import { createTestLink, Visitor } from "@/testing/accounts";
import { createTestApiKey } from "@/testing/api-key";
import { startTestApp } from "@/testing/app";
import { VISITOR } from "./visitor";

const app = await startTestApp({ mode: "live" });
const run = promisify(execFile);
const dataDir = mkdtempSync(join(tmpdir(), "setup-"));

const env = () => ({ ...process.env, DATA_DIR: dataDir });
async function setUp(...args: string[]): Promise<string> {
  const command = run(process.execPath, ["scripts/setup.mjs", ...args], { env: env() });
  return command.then(
    ({ stdout }) => stdout,
    ({ stderr }) => stderr,
  );
}
const tokenOf = (printed: string) => /#([A-Za-z0-9_-]{43})$/m.exec(printed)?.[1] ?? "";

test("the first account, then no other; a lost password, which ends the sessions; the token is stored nowhere", async () => {
  expect(await setUp()).toContain("the database is not that of this version");
  await app.query("DELETE FROM instance"); // the tests' template is a demo's
  await run(process.execPath, ["scripts/migrate.mjs", "deploy"], { env: env() });
  const printed = await setUp();
  expect(printed).toContain("http://localhost:3000/setup#");
  const token = tokenOf(printed);
  const who = new Visitor(POST);
  const account = { token, name: "Owner", email: "owner@example.org", password: "long enough for it" };
  expect((await new Visitor(POST).post("link/redeem", { ...account, password: "owner@example.org" })).status).toBe(422);
  expect((await who.post("link/redeem", account)).status).toBe(200);
  expect(await setUp()).toContain("there is an account already");
  expect(await setUp("--reset", "nobody@example.org")).toContain("no account has this e-mail address");
  const reset = tokenOf(await setUp("--reset", "Owner@example.org"));
  expect(await app.query("SELECT FROM dashboard_session")).toEqual([]);
  expect((await who.post("link/redeem", { token: reset, password: "quiet harbour lantern" })).status).toBe(200);
  const stored = JSON.stringify(await app.query("SELECT t::text FROM dashboard_link t"));
  for (const secret of [token, reset]) expect(stored).not.toContain(secret);
  const [link] = await app.query<{ minutes: number }>(
    "SELECT (extract(epoch FROM expires_at - created_at) / 60)::int AS minutes FROM dashboard_link",
  );
  expect(link?.minutes).toBe(60);
  expect(await setUp("--rest", "x")).toContain("npm run setup | npm run setup -- --reset EMAIL");
}, 60_000);

test("S-33: a reset says what else lets somebody in; with --all it removes that too, and until then nothing", async () => {
  const [user] = await app.query<{ id: string }>("SELECT id FROM dashboard_user");
  const userId = user?.id ?? "";
  const { apiKey } = await createTestApiKey({ userId });
  const service = await createTestApiKey();
  await createTestLink(app, "invitation", { userId, email: "planted@example.org" });
  for (const passkey of ["one", "two"])
    await app.query(
      `INSERT INTO dashboard_passkey (id, user_id, public_key, credential_id, counter, device_type, backed_up)
       VALUES ($1, $2, 'k', $1, 0, 'singleDevice', false)`,
      [passkey, userId],
    );
  const left = async () => {
    const [counts] = await app.query<{ passkeys: number; keys: number; invitations: number }>(
      `SELECT (SELECT count(*)::int FROM dashboard_passkey) AS passkeys,
              (SELECT count(*)::int FROM api_key WHERE user_id IS NOT NULL AND revoked_at IS NULL) AS keys,
              (SELECT count(*)::int FROM dashboard_link WHERE kind = 'invitation' AND used_at IS NULL) AS invitations`,
    );
    return counts;
  };
  const who = new Visitor(POST);
  const ctx = await createContext({ actor: VISITOR, requestId: "test" });
  const redeem = async (printed: string) =>
    (await who.post("link/redeem", { token: tokenOf(printed), password: "yet another long one" })).status;

  const printed = await setUp("--reset", "owner@example.org");
  expect(printed).toContain("It leaves 2 passkeys, 1 API key and 1 open invitation");
  expect(printed).toContain("--all");
  expect(printed).toContain("the password that was before is good");
  expect(await redeem(printed)).toBe(200);
  expect(await left()).toEqual({ passkeys: 2, keys: 1, invitations: 1 });

  const thorough = await setUp("--reset", "owner@example.org", "--all");
  expect(thorough).toContain(
    "It also removes what else lets somebody in: now 2 passkeys, 1 API key and 1 open invitation",
  );
  expect(await left()).toEqual({ passkeys: 2, keys: 1, invitations: 1 });
  expect(await redeem(thorough)).toBe(200);
  expect(await left()).toEqual({ passkeys: 0, keys: 0, invitations: 0 });
  expect(await verifyApiKey(ctx, apiKey)).toBeNull();
  expect(await verifyApiKey(ctx, service.apiKey)).not.toBeNull();
  const lines = await app.query(
    "SELECT action, count(*)::int FROM audit_event WHERE detail->>'by' = 'reset' AND user_id = $1 GROUP BY action ORDER BY action",
    [userId],
  );
  expect(lines).toEqual([
    { action: "invitation_revoked", count: 1 },
    { action: "key_revoked", count: 1 },
    { action: "passkey_removed", count: 2 },
    { action: "password_changed", count: 3 },
  ]);
  expect(await setUp("--all")).toContain("--reset EMAIL [--all]");
}, 60_000);
