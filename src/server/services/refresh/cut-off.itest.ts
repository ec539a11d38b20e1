import { expect, test } from "vitest";
import { cutOff } from "@/server/platform/stopping";
import { startEngine } from "@/testing/engine";
import { refreshAllItems } from "./refresh-all-items";
import { refreshItem } from "./refresh-item";

const engine = await startEngine();

test("R-16: a process whose time is up begins no further Item of a run, and leaves no lease behind", async () => {
  for (let at = 0; at < 9; at += 1) await engine.link();
  engine.sandbox.addFault({ path: "/investments/holdings/get", kind: "hang", times: "always" });
  const leased = () => engine.query("SELECT FROM item WHERE lease_until > now()");
  const run = refreshAllItems(engine.ctx(), { window: null }).catch((error) => error);
  await expect.poll(leased).toHaveLength(8);
  cutOff();
  await expect.poll(leased).toEqual([]);
  expect(await run).toBeInstanceOf(Error);
  expect(await engine.query("SELECT FROM item_refresh")).toHaveLength(8);
  expect(await engine.query("SELECT FROM refresh_run_item WHERE status = 'queued'")).toHaveLength(1);
});

test("R-16: a lease that was being granted at that moment is given back at once", async () => {
  const itemId = await engine.link();
  const asked = () => engine.sandbox.calls().filter((call) => call.path.startsWith("/investments/")).length;
  const before = asked();
  await expect(refreshItem(engine.ctx(), { itemId, userId: "alice", window: null })).rejects.toThrow();
  expect(asked()).toBe(before);
  expect(await engine.query("SELECT FROM item WHERE lease_until > now()")).toEqual([]);
});
