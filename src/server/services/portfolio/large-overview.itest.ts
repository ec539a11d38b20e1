import { expect, test } from "vitest";
import { startEngine } from "@/testing/engine";
import { isSoak } from "@/testing/run-count";
import { getOverview } from "./get-overview";
import { getValueHistory } from "./get-value-history";

const HOLDINGS = 10_000;
const DAYS = 730;
const ACCOUNTS = 20;
const VERSIONS = 30;
const ROUNDS = 20;
const USER = "huge";
/** Where nothing else wants the processor, a quarter of it. */
const MAX_HISTORY_MS = 400;
const MAX_OVERVIEW_MS = 1_500;

const engine = await startEngine();

/** Twenty accounts of four Items, seen on each day of two years; what they hold changed its price on the last thirty. */
async function storePortfolio() {
  await engine.query("INSERT INTO app_user (id) VALUES ($1)", [USER]);
  await engine.query(
    `INSERT INTO item (item_id, user_id, linked_at, refreshed_at) SELECT 'item-' || i, $1, now(), now() FROM generate_series(0, 3) i`,
    [USER],
  );
  await engine.query(
    `INSERT INTO account (item_id, account_id, name, type, iso_currency_code, balance_current, updated_at)
     SELECT 'item-' || a % 4, 'account-' || a, 'Account ' || a, 'investment', 'USD', 60000, now() FROM generate_series(1, $1::int) a`,
    [ACCOUNTS],
  );
  await engine.query(
    `INSERT INTO account_day (item_id, account_id, date, balance_current, iso_currency_code, position_totals, position_count)
     SELECT 'item-' || a % 4, 'account-' || a, current_date - d, 60000 + d, 'USD', jsonb_build_object('USD', (50000 + d)::text), $2::int / $1::int
     FROM generate_series(1, $1::int) a, generate_series(0, $3::int - 1) d`,
    [ACCOUNTS, HOLDINGS, DAYS],
  );
  await engine.query(
    "INSERT INTO security (security_id, name, type, updated_at) SELECT 's' || s, 'Security ' || s, 'equity', now() FROM generate_series(1, $1::int) s",
    [HOLDINGS],
  );
  const position = "'item-' || (s % $1::int + 1) % 4, 'account-' || (s % $1::int + 1), 's' || s";
  await engine.query(
    `INSERT INTO holding (item_id, account_id, security_id, quantity, institution_price, institution_value, cost_basis, iso_currency_code, updated_at)
     SELECT ${position}, 10, 10, 100, 80, 'USD', now() FROM generate_series(1, $2::int) s`,
    [ACCOUNTS, HOLDINGS],
  );
  await engine.query(
    `INSERT INTO holding_version (item_id, account_id, security_id, valid_from, valid_to, quantity, institution_price, institution_value, cost_basis, iso_currency_code)
     SELECT ${position}, current_date - v, CASE WHEN v > 0 THEN current_date - v + 1 END, 10, 10 + v * 0.01, 100 + v * 0.1, 80, 'USD'
     FROM generate_series(1, $2::int) s, generate_series(0, $3::int) v`,
    [ACCOUNTS, HOLDINGS, VERSIONS],
  );
  await engine.query("ANALYZE");
}

async function medianMs(call: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const startedAt = performance.now();
    await call();
    times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}

test.runIf(isSoak)(
  `the overview of ${HOLDINGS} holdings and the history of ${DAYS} days are quick`,
  async () => {
    await storePortfolio();
    const history = await getValueHistory(engine.ctx(), { userId: USER, range: "all" });
    expect(history.currencies[0]?.days).toHaveLength(DAYS);
    const figures = {
      history: await medianMs(() => getValueHistory(engine.ctx(), { userId: USER, range: "all" })),
      overview: await medianMs(() => getOverview(engine.ctx(), { userId: USER })),
    };
    expect.soft(figures.history, "history").toBeLessThanOrEqual(MAX_HISTORY_MS);
    expect.soft(figures.overview, "overview").toBeLessThanOrEqual(MAX_OVERVIEW_MS);
  },
  600_000,
);
