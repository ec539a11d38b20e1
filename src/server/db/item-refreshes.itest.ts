import { expect, test } from "vitest";
import type { ItemId, UserId } from "@/domain/ids";
import { startEngine } from "@/testing/engine";
import { sqlOf } from "./client";
import { markBusy } from "./item-refreshes";
import { askForSweep } from "./items";

const engine = await startEngine();

test("S-06: what is noted on an Item for a user is noted on nobody else's", async () => {
  const itemId = (await engine.link({ userId: "alice" })) as ItemId;
  await engine.query("UPDATE item SET lease_until = now() + interval '1 minute', swept_at = now() WHERE item_id = $1", [
    itemId,
  ]);
  const noted = async (userId: string) => {
    const sql = sqlOf(engine.ctx().db);
    await markBusy(sql, userId as UserId, itemId);
    await askForSweep(sql, userId as UserId, itemId, new Date());
    return engine.query("SELECT reason, swept_at FROM item WHERE item_id = $1", [itemId]);
  };
  expect(await noted("mallory")).toEqual([{ reason: null, swept_at: expect.any(Date) }]);
  expect(await noted("alice")).toEqual([{ reason: "busy", swept_at: null }]);
});
