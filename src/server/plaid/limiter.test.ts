import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { toAccessToken } from "./access-token";
import { createPlaidGateway } from "./client";
import { type Deadline, deadlineIn } from "./deadline";
import { getHoldings } from "./get-holdings";
import { createLimiter } from "./limiter";
import { plaidError, sendJson, startTestServer } from "./test-server";

const PATH = "/investments/holdings/get";
const [one, other] = [toAccessToken("access-one"), toAccessToken("access-other")];
const MINUTE_MS = 60_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] }));
afterEach(() => void vi.useRealTimers());

/** A deadline on the faked clock. */
function within(ms: number): Deadline {
  const end = performance.now() + ms;
  const signal = new AbortController().signal;
  return { pace: "background", signal, remainingMs: () => Math.max(0, end - performance.now()) };
}

test("within any minute there are no more calls than the limits allow, and none waits longer than it must", async () => {
  const call = fc.record({ item: fc.constantFrom(one, other), pauseMs: fc.integer({ min: 0, max: 20_000 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 40 }), async (calls) => {
      const limiter = createLimiter({ [PATH]: { perItem: 3, perClient: 5 } });
      const begun: { item: string; at: number }[] = [];
      const waiting = [];
      for (const { item, pauseMs } of calls) {
        waiting.push(limiter.admit(PATH, item, within(1e9)).then(() => begun.push({ item, at: performance.now() })));
        await vi.advanceTimersByTimeAsync(pauseMs);
      }
      await vi.advanceTimersByTimeAsync(60 * MINUTE_MS);
      await Promise.all(waiting);
      expect(begun).toHaveLength(calls.length);
      for (const { at, item } of begun) {
        const sameMinute = begun.filter((call) => call.at >= at && call.at < at + MINUTE_MS);
        expect(sameMinute.length).toBeLessThanOrEqual(5);
        expect(sameMinute.filter((call) => call.item === item).length).toBeLessThanOrEqual(3);
      }
    }),
    { numRuns: 40 },
  );
});

test("a caller whose deadline comes first is told at once, and takes no place", async () => {
  const limiter = createLimiter({ [PATH]: { perItem: null, perClient: 1 } });
  expect(await limiter.admit(PATH, one, within(1_000))).toBe(true);
  expect(await limiter.admit(PATH, one, within(25_000))).toBe(false);
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  expect(await limiter.admit(PATH, one, within(1_000))).toBe(true);
});

test("a refusal that the Item is not the reason of rests the endpoint, not the others, for a minute", async () => {
  const limiter = createLimiter({
    [PATH]: { perItem: 15, perClient: 100 },
    "/item/get": { perItem: 15, perClient: 100 },
  });
  await limiter.admit(PATH, one, within(1_000));
  limiter.refused(PATH, one);
  expect(await limiter.admit(PATH, other, within(59_000))).toBe(false);
  expect(await limiter.admit("/item/get", other, within(59_000))).toBe(true);
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  expect(await limiter.admit(PATH, other, within(1_000))).toBe(true);
});

test("a refusal that one Item has earned holds up no other", async () => {
  const limiter = createLimiter({ [PATH]: { perItem: 15, perClient: 100 } });
  for (let call = 0; call < 5; call += 1) await limiter.admit(PATH, one, within(1_000));
  limiter.refused(PATH, one);
  expect(await limiter.admit(PATH, other, within(1_000))).toBe(true);
});

test("Plaid is not asked again by anybody while it rests, and the failure says why", async () => {
  vi.useRealTimers();
  const server = await startTestServer((_request, response) => {
    sendJson(response, 429, plaidError("INVESTMENT_HOLDINGS_GET_LIMIT", { error_type: "RATE_LIMIT_EXCEEDED" }));
  });
  const log = { info: () => {}, warn: () => {} };
  const limits = { [PATH]: { perItem: 15, perClient: 100 } };
  const plaid = createPlaidGateway({ baseUrl: server.baseUrl, clientId: "id", secret: "secret", log, limits });
  const ask = () => getHoldings(plaid, one, { deadline: deadlineIn(5_000) });
  await expect(ask()).rejects.toMatchObject({ failure: { errorCode: "INVESTMENT_HOLDINGS_GET_LIMIT" } });
  await expect(ask()).rejects.toMatchObject({ failure: { kind: "limited", errorCode: null } });
  expect(server.seen.requests).toBe(1);
  await server.close();
});
