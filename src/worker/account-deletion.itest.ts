import { expect, test, vi } from "vitest";
import { deleteAccount } from "@/server/services/account/delete-account";
import { queueErasures } from "@/server/services/account/queue-erasures";
import { signInTestUser } from "@/testing/accounts";
import { startEngine } from "@/testing/engine";
import { startTestWorker } from "@/testing/worker";

const engine = await startEngine({ mode: "live" });
const ctx = (userId: string) => engine.ctx({ kind: "user", userId, keyId: null });
const jobsNaming = (userId: string) =>
  engine.query<{ name: string }>("SELECT name FROM pgboss.job j WHERE strpos(j::text, $1) > 0 ORDER BY name", [userId]);
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 50 });

test("S-31: no job names a user who was deleted, neither one that was given up nor the one that did it", async () => {
  const [userId, other] = ["leaving-user", "other-user"];
  for (const id of [userId, other]) {
    await engine.link({ userId: id });
    await deleteAccount(ctx(id), { userId: id, ...(await signInTestUser(engine, id)) });
  }
  engine.sandbox.addFault({ path: "/item/remove", kind: "error", code: "INTERNAL_SERVER_ERROR", times: "always" });
  await engine.query("UPDATE pgboss.job SET retry_limit = 0 WHERE name = 'delete-account'");
  await startTestWorker();
  await until(async () => {
    for (const id of [userId, other]) expect(await jobsNaming(id)).toContainEqual({ name: "dead-letters" });
  });

  engine.sandbox.clearFaults();
  await until(async () => {
    await engine.query("UPDATE pgboss.job SET start_after = now() WHERE name = 'remove-item' AND state = 'retry'");
    expect(await engine.query("SELECT FROM item WHERE access_token_sealed IS NOT NULL")).toEqual([]);
  });
  await engine.query("UPDATE app_user SET deleting_at = NULL WHERE id = $1", [other]);
  await queueErasures(engine.ctx());
  await until(async () => expect(await jobsNaming(userId)).toEqual([]));
  expect(await engine.query("SELECT FROM app_user WHERE id = $1", [userId])).toEqual([]);
  await engine.ctx().queue.enqueue("delete-account", { userId });
  await until(async () => expect(await jobsNaming(userId)).toEqual([]));
  expect(await jobsNaming(other)).toContainEqual({ name: "dead-letters" });
});
