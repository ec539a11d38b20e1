import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ItemId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { replaceSealedTokens } from "@/server/db/sealed-tokens";
import { generateUpdateLinkToken } from "@/server/services/link/generate-update-link-token";
import { importHistory } from "@/server/services/refresh/import-history";
import { refreshItem } from "@/server/services/refresh/refresh-item";
import { startEngine } from "@/testing/engine";

const engine = await startEngine();

async function sealedOf(itemId: string): Promise<string> {
  const [row] = await engine.query<{ sealed: string }>(
    "SELECT access_token_sealed AS sealed FROM item WHERE item_id = $1",
    [itemId],
  );
  return row?.sealed ?? "";
}
const setSealed = (itemId: string, sealed: string) =>
  engine.query("UPDATE item SET access_token_sealed = $2 WHERE item_id = $1", [itemId, sealed]);
const stateOf = async (itemId: string) =>
  (
    await engine.query<{ state: string; reason: string | null }>("SELECT state, reason FROM item WHERE item_id = $1", [
      itemId,
    ])
  )[0];

function flipped(sealed: string): string {
  const [version, keyId, text = ""] = sealed.split(".");
  const body = Buffer.from(text, "base64url");
  body[20] = (body[20] ?? 0) ^ 1;
  return `${version}.${keyId}.${body.toString("base64url")}`;
}
const shortTag = (sealed: string) => {
  const [version, keyId, text = ""] = sealed.split(".");
  return `${version}.${keyId}.${Buffer.from(text, "base64url").subarray(0, -12).toString("base64url")}`;
};

test.each([
  ["with a flipped bit", async (sealed: string) => flipped(sealed)],
  ["cut short", async (sealed: string) => sealed.slice(0, -8)],
  ["with a tag of 4 bytes", async (sealed: string) => shortTag(sealed)],
  ["under a key that is gone", async (sealed: string) => sealed.replace(/^v1\.[0-9a-f]{16}/, "v1.0123456789abcdef")],
  ["in the clear", async () => "access-sandbox-in-the-clear"],
  ["of another Item of the same user", async () => sealedOf(await engine.link({ userId: "alice" }))],
  ["of another user's Item", async () => sealedOf(await engine.link({ userId: "mallory" }))],
])("S-19: a token %s is never sent to Plaid: the Item is key_unavailable, until its own is back", async (_, damage) => {
  const itemId = await engine.link({ userId: "alice" });
  const sealed = await sealedOf(itemId);
  await setSealed(itemId, await damage(sealed));
  const asked = engine.sandbox.calls().length;
  const refresh = () => refreshItem(engine.ctx(), { userId: "alice", itemId, window: null });
  await expect(refresh()).rejects.toMatchObject({ code: "REFRESH_FAILED" });
  const repair = { userId: "alice", itemId, purpose: "reconnect" } as const;
  await expect(generateUpdateLinkToken(engine.ctx(), repair)).rejects.toThrow();
  expect(engine.sandbox.calls()).toHaveLength(asked);
  expect(await stateOf(itemId)).toEqual({ state: "key_unavailable", reason: "key_unavailable" });
  await setSealed(itemId, sealed);
  await refresh();
  expect(await stateOf(itemId)).toEqual({ state: "ok", reason: null });
});

test("S-19: two rows whose tokens were swapped are both refused", async () => {
  const [one, two] = [await engine.link({ userId: "alice" }), await engine.link({ userId: "bob" })];
  const [first, second] = [await sealedOf(one), await sealedOf(two)];
  await setSealed(one, second);
  await setSealed(two, first);
  const asked = engine.sandbox.calls().length;
  for (const [userId, itemId] of [
    ["alice", one],
    ["bob", two],
  ] as const) {
    await expect(refreshItem(engine.ctx(), { userId, itemId, window: null })).rejects.toThrow();
    expect((await stateOf(itemId))?.state).toBe("key_unavailable");
  }
  expect(engine.sandbox.calls()).toHaveLength(asked);
});

test("S-20: a token that came meanwhile is not overwritten by what was sealed anew before it", async () => {
  const itemId = (await engine.link({ userId: "relinked" })) as ItemId;
  const sealed = await sealedOf(itemId);
  const [stale, fresh] = [`${sealed}AAAA`, `${sealed}BBBB`];
  await setSealed(itemId, fresh);
  const stored = await replaceSealedTokens(sqlOf(engine.ctx().db), [{ itemId, sealed: stale, resealed: sealed }]);
  expect(stored.size).toBe(0);
  expect(await sealedOf(itemId)).toBe(fresh);
});

/** What `read` gives; null where the file went meanwhile, as those of other tests' databases do. */
function ifThere<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** Every file of the server's data folder, write-ahead log and all. */
function* dataFiles(folder: string): Generator<string> {
  for (const entry of ifThere(() => readdirSync(folder, { withFileTypes: true })) ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* dataFiles(path);
    else if (entry.isFile()) yield path;
  }
}

test("S-19: no access token is in the data folder of Postgres, nor in its log, but its sealed text is", async () => {
  const itemId = await engine.link({ userId: "at-rest" });
  await importHistory(engine.ctx({ kind: "job", trigger: "link" }), { itemId });
  const tokens = engine.plaid.exchanges.flatMap(({ response }) =>
    typeof response.access_token === "string" ? [response.access_token] : [],
  );
  expect(tokens.length).toBeGreaterThan(0);
  const sealed = await sealedOf(itemId);
  await engine.query("CHECKPOINT");
  const [folder] = await engine.query<{ data_directory: string }>("SHOW data_directory");
  const [log] = await engine.query<{ wal: string }>("SELECT pg_walfile_name(pg_current_wal_lsn()) AS wal");
  const found = { tokens: 0, sealed: 0, wal: false };
  for (const path of dataFiles(folder?.data_directory ?? "")) {
    const content = ifThere(() => readFileSync(path));
    if (!content) continue;
    if (path.endsWith(log?.wal ?? "?")) found.wal = true;
    if (content.includes(sealed)) found.sealed += 1;
    for (const token of tokens) if (content.includes(token) || content.includes(token.slice(-24))) found.tokens += 1;
  }
  expect(found).toMatchObject({ tokens: 0, wal: true });
  // The row and the log of it: the search would have found a token in the clear.
  expect(found.sealed).toBeGreaterThanOrEqual(2);
});
