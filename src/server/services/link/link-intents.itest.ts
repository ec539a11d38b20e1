// S-08: what comes of a Link session belongs to the user who began it.
import { afterEach, describe, expect, test, vi } from "vitest";
import { AppError } from "@/domain/errors";
import { deleteExpiredRecords } from "@/server/services/platform/delete-expired-records";
import { startEngine } from "@/testing/engine";
import { goThroughLink } from "@/testing/link-session";
import { exchangePublicToken } from "./exchange-public-token";
import { generateLinkToken } from "./generate-link-token";

const engine = await startEngine();
const EXCHANGE = "/item/public_token/exchange";
const NOON = new Date("2026-02-01T12:00:00Z");
const minutesLater = (minutes: number) => engine.setClock(new Date(NOON.getTime() + minutes * 60_000));
let count = 0;

afterEach(() => {
  engine.sandbox.clearFaults();
  engine.setClock(null);
});

/** A user of the dashboard, or of a personal key. */
function someone() {
  count += 1;
  const userId = `user ${count}`;
  const ctx = engine.ctx({ kind: "user", userId, keyId: null });
  return {
    userId,
    asksForLink: async () => (await generateLinkToken(ctx, { userId })).linkToken,
    exchanges: (publicToken: string) =>
      exchangePublicToken(ctx, { userId, publicToken }).then(
        () => "linked",
        (error: unknown) => (error instanceof AppError ? error.code : String(error)),
      ),
    items: async () => (await engine.query("SELECT FROM item WHERE user_id = $1", [userId])).length,
    refusals: () => engine.query("SELECT FROM audit_event WHERE action = 'link_refused' AND user_id = $1", [userId]),
  };
}
type Someone = ReturnType<typeof someone>;

async function expectRefused(who: Someone, publicToken: string): Promise<void> {
  const asked = engine.plaid.exchanges.filter(({ path }) => path === EXCHANGE).length;
  expect(await who.exchanges(publicToken)).toBe("LINK_INTENT_MISSING");
  expect(await who.items()).toBe(0);
  // The token was not even spent: whoever it belongs to can still use it.
  expect(engine.plaid.exchanges.filter(({ path }) => path === EXCHANGE)).toHaveLength(asked);
}

describe("S-08 a user's exchange", () => {
  test("S-08: what a Link session of theirs ended with is linked", async () => {
    const alice = someone();
    const { publicToken } = await goThroughLink(engine, await alice.asksForLink());
    expect(await alice.exchanges(publicToken)).toBe("linked");
    expect(await alice.items()).toBe(1);
  });

  test("S-08: one session may end with several public tokens", async () => {
    const alice = someone();
    const linkToken = await alice.asksForLink();
    const first = await goThroughLink(engine, linkToken);
    const second = await goThroughLink(engine, linkToken, { institutionId: "ins_900001" });
    expect(await alice.exchanges(second.publicToken)).toBe("linked");
    expect(await alice.exchanges(first.publicToken)).toBe("linked");
  });

  test("S-08 N: without a Link token asked for it is refused, and the audit log says so", async () => {
    const alice = someone();
    await expectRefused(alice, engine.sandbox.createPublicToken({}));
    expect(await alice.refusals()).toHaveLength(1);
  });

  test("S-30: however often it is tried, the log has the first in a minute of each user", async () => {
    const [alice, mallory] = [someone(), someone()];
    for (let tries = 0; tries < 3; tries++)
      for (const who of [alice, mallory]) await expectRefused(who, engine.sandbox.createPublicToken({}));
    expect([await alice.refusals(), await mallory.refusals()]).toEqual([[{}], [{}]]);
  });

  test("S-08 N: another user's Link session does not serve", async () => {
    const [alice, mallory] = [someone(), someone()];
    const { publicToken } = await goThroughLink(engine, await alice.asksForLink());
    await expectRefused(mallory, publicToken);
    expect(await alice.exchanges(publicToken)).toBe("linked");
  });

  test("S-08 N: where Plaid names the session's public tokens, one that is not among them is refused", async () => {
    const [alice, mallory] = [someone(), someone()];
    const stolen = await goThroughLink(engine, await alice.asksForLink());
    await goThroughLink(engine, await mallory.asksForLink());
    // A Link token of which nothing has come yet does not answer for it either.
    await mallory.asksForLink();
    await expectRefused(mallory, stolen.publicToken);
    expect(await alice.exchanges(stolen.publicToken)).toBe("linked");
  });

  test("S-08: where Plaid names none, the open intent is enough", async () => {
    const alice = someone();
    await alice.asksForLink();
    expect(await alice.exchanges(engine.sandbox.createPublicToken({}))).toBe("linked");
  });

  test("S-08: an intent is open for four hours, and not longer", async () => {
    const [alice, bob] = [someone(), someone()];
    minutesLater(0);
    await alice.asksForLink();
    await bob.asksForLink();
    minutesLater(239);
    expect(await alice.exchanges(engine.sandbox.createPublicToken({}))).toBe("linked");
    minutesLater(240);
    await expectRefused(bob, engine.sandbox.createPublicToken({}));
    minutesLater(300);
    await deleteExpiredRecords(engine.ctx({ kind: "job", trigger: "schedule" }));
    expect(await engine.query("SELECT FROM link_intent WHERE created_at <= $1", [NOON])).toEqual([]);
  });

  test("S-08: an intent that was open when the exchange began is good to its end, and once more after it was used", async () => {
    const alice = someone();
    minutesLater(0);
    await alice.asksForLink();
    minutesLater(239);
    expect(await alice.exchanges(engine.sandbox.createPublicToken({}))).toBe("linked");
    const publicToken = engine.sandbox.createPublicToken({});
    const asked = engine.plaid.exchanges.length;
    engine.sandbox.addFault({ path: EXCHANGE, kind: "delay", delayMs: 1_000 });
    const exchange = alice.exchanges(publicToken);
    await vi.waitFor(() => expect(engine.plaid.exchanges.length).toBeGreaterThan(asked));
    minutesLater(241);
    await deleteExpiredRecords(engine.ctx({ kind: "job", trigger: "schedule" }));
    expect(await exchange).toBe("linked");
    expect(await alice.items()).toBe(2);
  });

  test("S-08: of many Link sessions the newest is asked for first, and no other once it tells", async () => {
    const alice = someone();
    const asks = async () => {
      engine.setClock(new Date(NOON.getTime() + ++count * 1_000));
      return alice.asksForLink();
    };
    const linkTokens = [await asks(), await asks(), await asks()];
    const { publicToken } = await goThroughLink(engine, linkTokens[1] ?? "");
    const asked = engine.plaid.exchanges.length;
    expect(await alice.exchanges(publicToken)).toBe("linked");
    const read = engine.plaid.exchanges.slice(asked).filter(({ path }) => path === "/link/token/get");
    expect(read.map(({ request }) => request.link_token)).toEqual([linkTokens[2], linkTokens[1]]);
  });

  test.each([
    ["is down", { kind: "error", code: "INTERNAL_SERVER_ERROR" }],
    ["limits the calls", { kind: "error", code: "RATE_LIMIT" }],
    ["answers no JSON", { kind: "response", status: 200, body: "<html>" }],
  ] as const)(
    "S-08 N: that Plaid %s is not that it names none: nothing is linked, and it can be tried again",
    async (_, fault) => {
      const alice = someone();
      const { publicToken } = await goThroughLink(engine, await alice.asksForLink());
      engine.sandbox.addFault({ path: "/link/token/get", times: "always", ...fault });
      expect(await alice.exchanges(publicToken)).toBe("LINK_CHECK_FAILED");
      expect(await alice.items()).toBe(0);
      engine.sandbox.clearFaults();
      expect(await alice.exchanges(publicToken)).toBe("linked");
    },
  );

  test("S-08 N: a Link token that Plaid does not know any more serves nobody", async () => {
    const alice = someone();
    await alice.asksForLink();
    engine.sandbox.addFault({ path: "/link/token/get", kind: "error", code: "INVALID_LINK_TOKEN" });
    await expectRefused(alice, engine.sandbox.createPublicToken({}));
  });

  test("S-08 N: an Item of somebody else stays theirs", async () => {
    const [alice, mallory] = [someone(), someone()];
    const itemId = await engine.link({ userId: alice.userId });
    const body = engine.plaid.exchanges.find(({ response }) => response.item_id === itemId)?.response;
    await mallory.asksForLink();
    engine.sandbox.addFault({ path: EXCHANGE, kind: "response", status: 200, body: JSON.stringify(body) });
    expect(await mallory.exchanges("public-sandbox-stolen")).toBe("EXCHANGE_FAILED");
    expect(await engine.query("SELECT user_id FROM item WHERE item_id = $1", [itemId])).toEqual([
      { user_id: alice.userId },
    ]);
    expect(await mallory.refusals()).toHaveLength(1);
  });
});

test("S-33: a user has 50 Link tokens that nothing has come of at most; the oldest go, and no used one, nor anybody else's", async () => {
  const [alice, bob] = [someone(), someone()];
  for (const { userId } of [alice, bob])
    await engine.query(
      `INSERT INTO link_intent (token_hash, user_id, token_sealed, purpose, created_at, used_at)
       SELECT $1 || n, $1, 'x', 'link', now() - n * interval '1 minute', CASE WHEN n = 60 THEN now() END FROM generate_series(1, 60) n`,
      [userId],
    );
  const namesOf = async ({ userId }: Someone) => {
    const rows = await engine.query<{ n: string }>(
      "SELECT replace(token_hash, user_id, '') AS n FROM link_intent WHERE user_id = $1 ORDER BY created_at DESC",
      [userId],
    );
    return rows.map(({ n }) => n);
  };
  await alice.asksForLink();
  const kept = Array.from({ length: 49 }, (_, index) => String(index + 1));
  expect(await namesOf(alice)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), ...kept, "60"]);
  expect(await namesOf(bob)).toHaveLength(60);
});

test("S-08: a program that vouches for its users needs no intent", async () => {
  const input = { userId: "vouched for", publicToken: engine.sandbox.createPublicToken({}) };
  const asked = engine.plaid.exchanges.length;
  await exchangePublicToken(engine.ctx(), input);
  expect(engine.plaid.exchanges.slice(asked).map(({ path }) => path)).not.toContain("/link/token/get");
});

test("S-19: the Link token is kept sealed, and for its user alone", async () => {
  const alice = someone();
  const linkToken = await alice.asksForLink();
  const rows = await engine.query<{ row: string }>("SELECT t::text AS row FROM link_intent t");
  expect(rows.map(({ row }) => row).join()).not.toContain(linkToken);
  const mallory = someone();
  await engine.query("UPDATE link_intent SET user_id = $1 WHERE user_id = $2", [mallory.userId, alice.userId]);
  await expect(mallory.exchanges(engine.sandbox.createPublicToken({}))).resolves.not.toBe("linked");
  expect(await mallory.items()).toBe(0);
});
