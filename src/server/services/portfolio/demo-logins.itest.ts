import { beforeAll, describe, expect, test } from "vitest";
import { listAttention } from "@/server/services/attention/list-attention";
import { listConnections } from "@/server/services/items/list-connections";
import { importHistory } from "@/server/services/refresh/import-history";
import { startEngine } from "@/testing/engine";
import { listHoldings } from "./list-holdings";

const engine = await startEngine();
beforeAll(() => engine.setClock(new Date("2026-11-20T15:00:30Z")));

/** What the dashboard shows of a login of the local Plaid once its history is imported. */
async function dashboardOf(username: string) {
  const itemId = await engine.link({ userId: username, username });
  await importHistory(engine.ctx({ kind: "job", trigger: "link" }), { itemId });
  const user = { userId: username };
  const [holdings, attention, cards] = await Promise.all([
    listHoldings(engine.ctx(), user),
    listAttention(engine.ctx(), user),
    listConnections(engine.ctx(), user),
  ]);
  const [{ count } = { count: -1 }] = await engine.query<{ count: number }>(
    "SELECT count(*)::int FROM investment_transaction WHERE item_id = $1",
    [itemId],
  );
  const card = cards[0] ?? expect.unreachable();
  const balances = card.accounts
    .filter((account) => account.type === "investment")
    .map((account) => account.balanceCurrent);
  return { ...holdings, attention, card, balances, transactions: count };
}

describe("a login of the local Plaid on the dashboard", () => {
  test.each(["user_good", "user_options", "user_bonds", "user_stock_plan", "user_mixed", "user_cash", "user_manual"])(
    "%s: whole, without complaint, and worth what its accounts say",
    async (username) => {
      const { rows, totals, attention, card, balances } = await dashboardOf(username);
      expect([card.state, attention]).toEqual(["ok", []]);
      expect(rows.length).toBeGreaterThan(0);
      expect(totals).toHaveLength(1);
      expect(totals[0]).toMatchObject({ total: balances[0], incomplete: [], missingBasisCount: 0 });
    },
  );

  test("user_options: contracts, a gain on what was sold short, and the loan", async () => {
    const { rows, card } = await dashboardOf("user_options");
    const short = rows.find((row) => row.contracts?.startsWith("-"));
    expect(short).toMatchObject({ securityType: "derivative", contracts: "-5", gain: expect.any(String) });
    const loan = rows.find((row) => row.kind === "derived_cash");
    expect(loan).toMatchObject({ name: "Margin loan", value: expect.stringMatching(/^-/) });
    expect(card.stateText).toBeNull();
  });

  test("user_empty: connected, with nothing to show", async () => {
    const { rows, attention, card } = await dashboardOf("user_empty");
    expect([rows, attention, card.state, card.accounts.length]).toEqual([[], [], "ok", 1]);
  });

  test("user_no_investments: not supported, and why", async () => {
    const { rows, attention, card } = await dashboardOf("user_no_investments");
    expect(rows).toEqual([]);
    expect(card).toMatchObject({ state: "unsupported", stateText: "This login has no investment accounts." });
    expect(attention).toMatchObject([{ kind: "state", fix: "connection" }]);
  });

  test("user_history: all 12,345 transactions", async () => {
    const { transactions, card } = await dashboardOf("user_history");
    expect(transactions).toBe(12_345);
    expect(card.historyLoadedAt).not.toBeNull();
  });
});
