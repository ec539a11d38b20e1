import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, onTestFinished, test } from "vitest";
import type { ItemId, UserId } from "@/domain/ids";
import { getEnv } from "@/server/platform/env";
import { createSealer } from "@/server/platform/seal";
import { exchangePublicToken } from "@/server/services/link/exchange-public-token";
import { generateLinkToken } from "@/server/services/link/generate-link-token";
import { refreshItem } from "@/server/services/refresh/refresh-item";
import { closeRuntime, createRuntime, toContext } from "@/server/services/runtime";
import { startEngine } from "@/testing/engine";
import { runKeys, startKeys } from "@/testing/keys-command";
import { runCountOf } from "@/testing/run-count";

const dataDir = mkdtempSync(join(tmpdir(), "rotation-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const secretFile = join(dataDir, "app-secret");
writeFileSync(secretFile, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600 });
const engine = await startEngine({ env: { APP_SECRET: `file:${secretFile}`, DATA_DIR: dataDir } });
/** The command finds the secret in the data folder by itself. */
const OWN_SECRET = { APP_SECRET: "" };
const PURPOSE = "plaid_access_token";
const KILLS = runCountOf({ usual: 4, soak: 40 });
const FILLERS = 2_000;

type Row = { item_id: ItemId; user_id: UserId; access_token_sealed: string };
const rows = () =>
  engine.query<Row>("SELECT item_id, user_id, access_token_sealed FROM item WHERE access_token_sealed IS NOT NULL");
const keyIdsInUse = async () =>
  new Set((await rows()).map((row) => engine.ctx().sealer.keyIdOf(row.access_token_sealed)));
const entries = () => readFileSync(secretFile, "utf8").trim().split(",");
const openedBy = (secret: string, row: Row) =>
  createSealer({ secrets: () => [Buffer.from(secret, "base64")], environment: "demo" }).open(
    PURPOSE,
    { userId: row.user_id, itemId: row.item_id },
    row.access_token_sealed,
  );

/** Items that nobody refreshes: so many that a killed run has some behind it and some before it. */
async function addFillers(): Promise<ReadonlyMap<string, string>> {
  const tokens = new Map<string, string>();
  const fillers = Array.from({ length: FILLERS }, (_, index) => {
    const owner = { userId: "filler", itemId: `filler-${String(index).padStart(5, "0")}` };
    const token = `access-demo-${randomBytes(16).toString("hex")}`;
    tokens.set(owner.itemId, token);
    return { item_id: owner.itemId, sealed: engine.ctx().sealer.seal(PURPOSE, owner, token) };
  });
  await engine.query("INSERT INTO app_user (id) VALUES ('filler')");
  await engine.query(
    `INSERT INTO item (item_id, user_id, access_token_sealed, linked_at, next_refresh_at)
     SELECT item_id, 'filler', sealed, now(), now() FROM json_to_recordset($1::json) AS r(item_id text, sealed text)`,
    [JSON.stringify(fillers)],
  );
  return tokens;
}

test("S-20: a rotation that is killed at random points beside refreshes and exchanges loses no token, fails no refresh, and ends with one key", {
  timeout: 240_000,
}, async () => {
  const tokens = await addFillers();
  const linked = await Promise.all(["alice", "bob", "carol"].map((userId) => engine.link({ userId })));
  const users = ["alice", "bob", "carol"];
  let isOver = false;
  // Also when it fails: what goes on for ever would hide it.
  onTestFinished(() => {
    isOver = true;
  });
  const failures: unknown[] = [];
  let refreshes = 0;
  const keepRefreshing = async (lane: number) => {
    const ctx = lane % 2 === 0 ? engine.ctx() : engine.otherProcess();
    for (let turn = lane; !isOver; turn += 1) {
      const index = turn % linked.length;
      const item = { userId: users[index] ?? "", itemId: linked[index] ?? "" };
      await refreshItem(ctx, { ...item, window: null }).catch((error) => failures.push(error));
      refreshes += 1;
    }
  };
  const keepLinking = async () => {
    for (let turn = 0; !isOver; turn += 1) {
      const publicToken = engine.sandbox.createPublicToken({});
      await exchangePublicToken(engine.otherProcess(), { userId: `new-${turn}`, publicToken }).catch((error) =>
        failures.push(error),
      );
      await sleep(50);
    }
  };
  const load = [keepRefreshing(0), keepRefreshing(1), keepLinking()];

  let begun = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = statSync(secretFile).ino;
    const { child, ended } = startKeys(["rotate"], OWN_SECRET);
    const isBegun = async () => {
      while (statSync(secretFile).ino === before && child.exitCode === null) await sleep(2);
    };
    // Every other one anywhere from its start on; the rest between the new secret and the last token.
    await (kill % 2 === 0 ? isBegun() : sleep(600));
    await sleep(Math.random() * 400);
    child.kill("SIGKILL");
    await ended;
    if (statSync(secretFile).ino !== before) begun += 1;
    expect(statSync(secretFile).mode & 0o777).toBe(0o600);
    for (const row of await rows()) {
      const token = engine
        .ctx()
        .sealer.open(PURPOSE, { userId: row.user_id, itemId: row.item_id }, row.access_token_sealed);
      if (tokens.has(row.item_id)) expect(token).toBe(tokens.get(row.item_id));
    }
  }
  expect(begun).toBeGreaterThan(0);
  isOver = true;
  await Promise.all(load);
  expect(failures).toEqual([]);
  expect(refreshes).toBeGreaterThan(20);

  expect(await runKeys(["rotate"], OWN_SECRET)).toMatchObject({ code: 0 });
  expect(await keyIdsInUse()).toEqual(new Set([engine.ctx().sealer.keyIds()[0]]));
  const [current = ""] = entries();
  for (const row of await rows()) expect(openedBy(current, row)).toContain("access-");
  const [onRecord] = await engine.query<{ actor: string; detail: object }>(
    "SELECT actor, detail FROM audit_event WHERE action = 'secret_rotated' ORDER BY id DESC LIMIT 1",
  );
  expect(onRecord, "S-30").toMatchObject({ actor: "operator", detail: { key: engine.ctx().sealer.keyIds()[0] } });
});

test("S-20: the previous secrets are dropped once nothing needs them, not sooner, and what they sealed opens no more by them", {
  timeout: 120_000,
}, async () => {
  const [stale] = await rows();
  const itemId = await engine.link({ userId: "dave" });
  expect(await runKeys(["rotate"], OWN_SECRET)).toMatchObject({ code: 0 });
  const listed = entries();
  expect(listed.length).toBeGreaterThan(1);
  expect((await runKeys(["drop"], OWN_SECRET)).output).toContain("less than a minute ago");
  const anHourAgo = new Date(Date.now() - 3_600_000);
  utimesSync(secretFile, anHourAgo, anHourAgo);

  await engine.query("UPDATE item SET access_token_sealed = $2 WHERE item_id = $1", [
    stale?.item_id,
    stale?.access_token_sealed,
  ]);
  expect(await runKeys(["drop"], OWN_SECRET)).toMatchObject({ code: 1 });
  expect(entries()).toEqual(listed);
  const dropsOnRecord = () =>
    engine.query("SELECT actor, user_id, detail FROM audit_event WHERE action = 'secret_dropped'");
  expect(await dropsOnRecord(), "S-30").toEqual([]);
  const [key, ...former] = engine.ctx().sealer.keyIds();
  expect(await runKeys(["reseal"], OWN_SECRET)).toMatchObject({ code: 0 });
  expect(await runKeys(["drop"], OWN_SECRET)).toMatchObject({ code: 0 });
  expect(entries()).toEqual(listed.slice(0, 1));
  const line = { actor: "operator", user_id: null, detail: { key, dropped: former.join(" ") } };
  expect(await dropsOnRecord(), "S-30").toEqual([line]);
  await refreshItem(engine.ctx(), { userId: "dave", itemId, window: null });
  if (stale) expect(() => openedBy(listed[0] ?? "", stale)).toThrow();
});

test("S-20: status tells keys and counts, and neither a secret nor a token", { timeout: 120_000 }, async () => {
  const { code, output } = await runKeys(["status"], OWN_SECRET);
  expect(code).toBe(0);
  const [keyId] = engine.ctx().sealer.keyIds();
  expect(output).toContain(`${keyId}  ${(await rows()).length} access tokens  current`);
  for (const secret of entries()) expect(output).not.toContain(secret);
  expect(output).not.toContain("access-");
});

test("S-20: a token that nobody here can open is told and left as it is", { timeout: 120_000 }, async () => {
  const [row] = await rows();
  if (!row) throw new Error("no Item");
  const foreign = createSealer({ secrets: () => [randomBytes(32)], environment: "demo" });
  const sealed = foreign.seal(PURPOSE, { userId: row.user_id, itemId: row.item_id }, "access-demo-foreign");
  await engine.query("UPDATE item SET access_token_sealed = $2 WHERE item_id = $1", [row.item_id, sealed]);
  const run = await runKeys(["reseal"], OWN_SECRET);
  expect(run.code).toBe(1);
  expect(run.output).toContain(row.item_id);
  expect((await runKeys(["status"], OWN_SECRET)).output).toContain("1 access token  NOT in APP_SECRET");
  expect((await rows()).find(({ item_id }) => item_id === row.item_id)?.access_token_sealed).toBe(sealed);
  await engine.query("UPDATE item SET access_token_sealed = $2 WHERE item_id = $1", [
    row.item_id,
    row.access_token_sealed,
  ]);
});

test("S-20: where somebody set APP_SECRET, rotate changes nothing and says what to set, in which order", async () => {
  const before = entries();
  const secret = randomBytes(32).toString("base64");
  const { code, output } = await runKeys(["rotate"], { APP_SECRET: secret });
  expect(code).toBe(0);
  expect(output).not.toContain(secret);
  const steps = [
    "APP_SECRET=<present value>,<new",
    "APP_SECRET=<new secret>,<present",
    "-- reseal",
    "4. APP_SECRET=<new",
  ];
  const places = steps.map((step) => output.indexOf(step));
  expect(places).toEqual(places.filter((place) => place > 0).sort((a, b) => a - b));
  expect(entries()).toEqual(before);
  const fresh = /New secret: (\S+)/.exec(output)?.[1] ?? "";
  expect(Buffer.from(fresh, "base64")).toHaveLength(32);
});

test("S-20: a rotation leaves what Plaid knows a user as", async () => {
  await generateLinkToken(engine.ctx(), { userId: "alice" });
  expect(await runKeys(["rotate"], OWN_SECRET)).toMatchObject({ code: 0 });
  const base = engine.ctx();
  const [current = ""] = entries();
  const secrets = { appSecrets: [Buffer.from(current, "base64")], appSecretFile: null };
  const runtime = createRuntime({ ...getEnv(), ...secrets }, base.log);
  try {
    await generateLinkToken(toContext(runtime, { ...base, queue: base.queue }), { userId: "alice" });
  } finally {
    await closeRuntime(runtime);
  }
  const sent = engine.plaid.exchanges.filter(({ path }) => path === "/link/token/create");
  const [first, second] = sent.map(({ request }) => (request.user as { client_user_id?: string }).client_user_id);
  expect(first).toBeTruthy();
  expect(second).toBe(first);
});

test("S-30: a new secret is on record where there was nothing to seal anew, too; a reseal of nothing is not", {
  timeout: 120_000,
}, async () => {
  await engine.query("UPDATE item SET access_token_sealed = NULL");
  const lines = () =>
    engine.query("SELECT actor, detail FROM audit_event WHERE action = 'secret_rotated' ORDER BY id DESC");
  const before = await lines();
  expect(await runKeys(["reseal"], OWN_SECRET)).toMatchObject({ code: 0 });
  expect(await lines()).toEqual(before);
  expect(await runKeys(["rotate"], OWN_SECRET)).toMatchObject({ code: 0 });
  const [key] = engine.ctx().sealer.keyIds();
  expect(await lines()).toEqual([{ actor: "operator", detail: { key } }, ...before]);
});

test("S-30: no new secret is put first without a line of it", { timeout: 120_000 }, async () => {
  await engine.query("UPDATE item SET access_token_sealed = NULL");
  await engine.query(
    `CREATE FUNCTION refuse_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;
     CREATE TRIGGER refuse_row BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_row()`,
  );
  onTestFinished(async () => {
    await engine.query("DROP TRIGGER refuse_row ON audit_event");
  });
  const before = entries();
  expect((await runKeys(["rotate"], OWN_SECRET)).code).not.toBe(0);
  expect(entries()).toEqual(before);
});
