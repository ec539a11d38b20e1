import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Caller, startCaller } from "@/sandbox/testing/caller";

let folder: string;
let stateFile: string;
let open: Caller[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-state-"));
  stateFile = join(folder, "deep", "state.json");
});
afterEach(async () => {
  await Promise.all(open.map((sandbox) => sandbox.close()));
  open = [];
  rmSync(folder, { recursive: true });
});

async function start(seed?: string): Promise<Caller> {
  const sandbox = await startCaller({ stateFile, ...(seed === undefined ? {} : { seed }) });
  open.push(sandbox);
  return sandbox;
}

/** A second process finds what the first one wrote before it answered: the first is not closed, as after kill -9. */
test("what was answered is on disk: a sandbox started on the same file answers as before", async () => {
  const first = await start("seed-one");
  first.control.setClock(new Date("2026-01-05T10:00:20Z"));
  const { token: access_token, itemId } = await first.link({ institutionId: "ins_900002" });
  const public_token = first.control.createPublicToken({});
  const whole = {
    client_name: "P",
    language: "en",
    country_codes: ["US"],
    products: ["investments"],
    user: { client_user_id: "u" },
  };
  const { body: linkToken } = await first.call("/link/token/create", whole);
  const before = await first.call("/investments/holdings/get", { access_token });

  const second = await start("another seed, which the file overrules");
  expect(second.control.items()).toEqual([{ itemId, institutionId: "ins_900002", username: "user_good" }]);
  const after = await second.call("/investments/holdings/get", { access_token });
  const { request_id: _old, ...dataBefore } = before.body;
  const { request_id: _new, ...dataAfter } = after.body;
  expect(dataAfter).toEqual(dataBefore);
  expect((await second.call("/item/public_token/exchange", { public_token })).status).toBe(200);
  expect((await second.call("/link/token/get", { link_token: linkToken.link_token })).status).toBe(200);
});

test("an exchanged public token stays used, an invalidated access token dead, a removed Item removed and a literal picture in place", async () => {
  const first = await start();
  const public_token = first.control.createPublicToken({});
  await first.call("/item/public_token/exchange", { public_token });
  const gone = await first.link();
  await first.call("/item/remove", { access_token: gone.token });
  const odd = await first.link();
  first.control.setPicture(odd.itemId, '{"accounts":[{"account_id":"a","balances":{"current":1.10}}]}');
  const renewed = await first.link();
  const { body } = await first.call("/item/access_token/invalidate", { access_token: renewed.token });

  const second = await start();
  const again = await second.call("/item/public_token/exchange", { public_token });
  expect(again.body.error_code).toBe("INVALID_PUBLIC_TOKEN");
  expect((await second.call("/item/get", { access_token: gone.token })).body.error_code).toBe("ITEM_NOT_FOUND");
  expect((await second.call("/accounts/get", { access_token: odd.token })).text).toContain('"current":1.10');
  expect((await second.call("/accounts/get", { access_token: renewed.token })).body.error_code).toBe(
    "INVALID_ACCESS_TOKEN",
  );
  expect((await second.call("/accounts/get", { access_token: body.new_access_token })).status).toBe(200);
});

test("a file of before webhooks were sent still opens", async () => {
  const first = await start();
  const { token: access_token } = await first.link();
  await first.call("/sandbox/item/reset_login", { access_token });
  const state = JSON.parse(readFileSync(stateFile, "utf8"));
  for (const item of Object.values<Record<string, unknown>>(state.items)) {
    delete item.announcedError;
    delete item.lastWebhook;
  }
  for (const key of state.signingKeys) delete key.expiredAt;
  writeFileSync(stateFile, JSON.stringify(state));
  const second = await start();
  expect((await second.call("/item/get", { access_token })).body).toMatchObject({
    item: { error: { error_code: "ITEM_LOGIN_REQUIRED" } },
    status: { last_webhook: null },
  });
});

test("the file is one, is for its owner alone, and holds two signing keys", async () => {
  const sandbox = await start();
  await sandbox.link();
  expect(readdirSync(join(folder, "deep"))).toEqual(["state.json"]);
  expect(statSync(stateFile).mode & 0o777).toBe(0o600);
  const state = JSON.parse(readFileSync(stateFile, "utf8")) as { signingKeys: { privateJwk: { crv: string } }[] };
  expect(state.signingKeys.map(({ privateJwk }) => privateJwk.crv)).toEqual(["P-256", "P-256"]);
});

test.each(["", "{", "{}", '{"version":2}'])(
  "a damaged file (%j) is refused in one sentence and left as it is",
  async (text) => {
    await start();
    writeFileSync(stateFile, text);
    await expect(startCaller({ stateFile })).rejects.toThrow(/^The sandbox state file .* is damaged; .*\.$/);
    expect(readFileSync(stateFile, "utf8")).toBe(text);
  },
);
