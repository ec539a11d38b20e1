import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createWebhookKeys, type WebhookKey } from "./webhook-keys";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const newKey = (): WebhookKey => ({
  publicKey: generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey,
  expiredAt: null,
});

/** Keys read from a Plaid that knows `known`, on a clock that is set by hand. */
function start(known: Map<string, WebhookKey> = new Map()) {
  let now = 0;
  const asked: string[] = [];
  const plaid = { isReachable: true };
  const keys = createWebhookKeys(() => now);
  const read = async (kid: string) => {
    asked.push(kid);
    if (!plaid.isReachable) throw new Error("unreachable");
    return known.get(kid) ?? null;
  };
  return {
    ...{ asked, plaid, known },
    find: (kid: string) => keys.find(kid, read),
    later: (ms: number) => {
      now += ms;
    },
  };
}

test("S-25: a key is read once for all who wait for it, and again after a day", async () => {
  const key = newKey();
  const { find, asked, later } = start(new Map([["a", key]]));
  expect(await Promise.all(Array.from({ length: 50 }, () => find("a")))).toEqual(Array(50).fill(key));
  later(23 * HOUR_MS);
  await find("a");
  expect(asked).toEqual(["a"]);
  later(2 * HOUR_MS);
  await find("a");
  expect(asked).toEqual(["a", "a"]);
});

test("the end of a key is noticed within a day, and so is its removal", async () => {
  const { find, known, later } = start(new Map([["a", newKey()]]));
  await find("a");
  const ended = { ...newKey(), expiredAt: new Date(0) };
  known.set("a", ended);
  later(25 * HOUR_MS);
  expect(await find("a")).toBe(ended);
  known.delete("a");
  later(25 * HOUR_MS);
  expect(await find("a")).toBeNull();
});

test("a known key stays good while Plaid cannot be reached, and is asked for once a minute", async () => {
  const key = newKey();
  const { find, asked, plaid, later } = start(new Map([["a", key]]));
  await find("a");
  plaid.isReachable = false;
  later(25 * HOUR_MS);
  for (let times = 0; times < 20; times += 1) expect(await find("a")).toBe(key);
  expect(asked).toHaveLength(2);
  later(MINUTE_MS);
  await find("a");
  expect(asked).toHaveLength(3);
});

test("S-25: an id that nobody knows is asked for once a minute", async () => {
  const { find, asked, later } = start();
  for (let times = 0; times < 20; times += 1) expect(await find("x")).toBeNull();
  expect(asked).toEqual(["x"]);
  later(MINUTE_MS);
  await find("x");
  expect(asked).toEqual(["x", "x"]);
});

describe("S-25: made-up ids", () => {
  test("are looked up five times a minute at most, whatever the answer, and cost no known key its place", async () => {
    const key = newKey();
    const { find, asked, plaid, later } = start(new Map([["good", key]]));
    await find("good");
    later(MINUTE_MS);
    for (let minute = 0; minute < 60; minute += 1) {
      plaid.isReachable = minute % 2 === 0;
      const before = asked.length;
      await Promise.allSettled(Array.from({ length: 200 }, (_, at) => find(`made-up-${minute}-${at}`)));
      expect(asked.length - before).toBe(5);
      later(MINUTE_MS);
    }
    expect(await find("good")).toBe(key);
    expect(asked.filter((kid) => kid === "good")).toHaveLength(1);
  });

  test("do not keep a known key from being read again", async () => {
    const { find, asked, later } = start(new Map([["good", newKey()]]));
    await find("good");
    later(25 * HOUR_MS);
    await Promise.all(Array.from({ length: 200 }, (_, at) => find(`made-up-${at}`)));
    await find("good");
    expect(asked.filter((kid) => kid === "good")).toHaveLength(2);
  });
});
