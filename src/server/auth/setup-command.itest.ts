// `npm run setup` on a PostgreSQL of one's own: what it prints opens an account, and is nowhere else.
import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { POST } from "@/app/api/auth/[...all]/route";
import { Visitor } from "@/testing/accounts";
import { startTestApp } from "@/testing/app";

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
  expect((await who.post("link/redeem", account)).status).toBe(200);
  expect(await setUp()).toContain("there is an account already");
  expect(await setUp("--reset", "nobody@example.org")).toContain("no account has this e-mail address");
  const reset = tokenOf(await setUp("--reset", "Owner@example.org"));
  expect(await app.query("SELECT FROM dashboard_session")).toEqual([]);
  expect((await who.post("link/redeem", { token: reset, password: "another long one" })).status).toBe(200);
  const stored = JSON.stringify(await app.query("SELECT t::text FROM dashboard_link t"));
  for (const secret of [token, reset]) expect(stored).not.toContain(secret);
  const [link] = await app.query<{ minutes: number }>(
    "SELECT (extract(epoch FROM expires_at - created_at) / 60)::int AS minutes FROM dashboard_link",
  );
  expect(link?.minutes).toBe(60);
  expect(await setUp("--rest", "x")).toContain("npm run setup | npm run setup -- --reset EMAIL");
}, 60_000);
