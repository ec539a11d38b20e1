// What a session opened ends with it.
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createCaller } from "@/server/routers/app-router";
import { exchangePublicToken } from "@/server/services/link/exchange-public-token";
import { createContext } from "@/server/services/runtime";
import { startTestApp } from "@/testing/app";

const app = await startTestApp({ mode: "live" });

/** Somebody signed in, with a brokerage whose refresh takes longer than this test. */
async function signedIn() {
  const userId = `user-${randomUUID()}`;
  const sessionId = randomUUID();
  const atService = await createContext({ actor: { kind: "service", keyId: null }, requestId: "test" });
  const { itemId } = await exchangePublicToken(atService, { userId, publicToken: app.sandbox.createPublicToken({}) });
  await app.query("INSERT INTO dashboard_user (id, name, email) VALUES ($1, 'n', $1 || '@example.org')", [userId]);
  await app.query(
    "INSERT INTO dashboard_session (id, token, user_id, expires_at) VALUES ($1, $1, $2, now() + interval '1 day')",
    [sessionId, userId],
  );
  app.sandbox.addFault({ path: "*", itemId, kind: "delay", delayMs: 25_000, times: "always" });
  const service = await createContext({ actor: { kind: "user", userId, keyId: null }, requestId: "test" });
  const signIn = { sessionId, confirmedAt: new Date() };
  const caller = createCaller({ requestId: "test", session: { userId, service, signIn } });
  const { runId } = await caller.refreshes.start({});
  return { sessionId, stream: await caller.refreshes.followRun({ runId }) };
}

/** How the stream goes on after its first news within so long. */
async function endOf(stream: AsyncIterable<unknown>, withinMs: number): Promise<"ended" | "open"> {
  const read = async () => {
    for await (const _ of stream);
  };
  const ended = read().then(
    () => "ended" as const,
    () => "ended" as const,
  );
  const late = new Promise<"open">((resolve) => setTimeout(() => resolve("open"), withinMs));
  return Promise.race([ended, late]);
}

test("the progress of a refresh is told to a session no longer than it lasts, however long the refresh takes", async () => {
  const [ended, kept] = [await signedIn(), await signedIn()];
  await app.query("DELETE FROM dashboard_session WHERE id = $1", [ended.sessionId]);
  expect(await Promise.all([endOf(ended.stream, 8_000), endOf(kept.stream, 8_000)])).toEqual(["ended", "open"]);
}, 30_000);
