import { expect, test } from "vitest";
import { startEngine } from "@/testing/engine";
import { isSoak } from "@/testing/run-count";
import { digestOfRows } from "@/testing/stored-rows";
import { importHistory } from "./import-history";
import { refreshItem } from "./refresh-item";
import { historyWindow } from "./refresh-window";

const ROWS = 100_000;
/** Of this whole process, in which the local Plaid and what it answered are too. */
const MAX_GROWTH_BYTES = 2_000 * 2 ** 20;

const engine = await startEngine();

test.runIf(isSoak)(
  `R-12: an account of ${ROWS} transactions is stored whole, and a second refresh rewrites no row of it`,
  async () => {
    const itemId = await engine.link({ userId: "huge", username: `user_bulk_1000_${ROWS}` });
    const before = process.memoryUsage.rss();
    let peak = before;
    const gauge = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 200);
    try {
      await importHistory(engine.ctx({ kind: "job", trigger: "link" }), { itemId });
      const [stored] = await engine.query(
        `SELECT count(*)::int AS rows, count(DISTINCT investment_transaction_id)::int AS ids, count(removed_at)::int AS removed
         FROM investment_transaction WHERE item_id = $1`,
        [itemId],
      );
      expect(stored).toEqual({ rows: ROWS, ids: ROWS, removed: 0 });
      const [held] = await engine.query("SELECT count(*)::int AS rows FROM holding WHERE item_id = $1", [itemId]);
      expect(held).toEqual({ rows: 1_000 });

      engine.setClock(new Date());
      const input = { userId: "huge", itemId, window: historyWindow(engine.ctx()) };
      const { upserts } = await refreshItem(engine.ctx(), input);
      const digest = await digestOfRows(engine, itemId);
      expect((await refreshItem(engine.ctx(), input)).upserts).toEqual(upserts);
      expect(upserts).toMatchObject({ holdings: 1_000, investmentTransactions: ROWS });
      expect(await digestOfRows(engine, itemId)).toBe(digest);
    } finally {
      clearInterval(gauge);
    }
    expect(peak - before).toBeLessThan(MAX_GROWTH_BYTES);
  },
  600_000,
);
