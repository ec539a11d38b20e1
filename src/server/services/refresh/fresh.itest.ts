import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { RefreshResult } from "@/contracts/refresh";
import { addDays, type CalendarDate } from "@/domain/calendar-date";
import type { ItemId, UserId } from "@/domain/ids";
import { sqlOf } from "@/server/db/client";
import { acquireLease } from "@/server/db/lease";
import { listHoldings } from "@/server/services/portfolio/list-holdings";
import { getRefreshRun } from "@/server/services/refresh-runs/get-refresh-run";
import type { FaultEffect } from "@/testing/app";
import { startEngine } from "@/testing/engine";
import { num, wireAccount, wireHolding, wireSecurity, wireTransaction } from "@/testing/pictures";
import { runCountOf } from "@/testing/run-count";
import { linkShowing } from "@/testing/shown-item";
import { refreshAllItems } from "./refresh-all-items";
import { refreshItem } from "./refresh-item";
import { newRefreshRunId } from "./serve-refresh";

const RUNS = runCountOf({ usual: 20, soak: 2_000 });
const MS_PER_RUN = 4_000;
const HOLDINGS = "/investments/holdings/get";
const WINDOWS = {
  narrow: { startDate: "2026-01-01" as CalendarDate, endDate: "2026-01-31" as CalendarDate },
  wide: { startDate: "2025-06-01" as CalendarDate, endDate: "2026-01-31" as CalendarDate },
};
const WIDE_ONLY = 5;
const FIRST_DAY = "2026-03-01" as CalendarDate;

const engine = await startEngine();

/** Plaid's picture number `version`: each of its figures tells which one it is. */
function pictureOf(version: number) {
  const amount = num(version);
  const row = (id: string, date: string) => wireTransaction(id, "a", date, { amount });
  const narrow = Array.from({ length: narrowCountOf(version) }, (_, i) => row(`n${i}`, "2026-01-15"));
  return {
    accounts: [wireAccount("a", { current: num(2 * version) })],
    securities: [wireSecurity("s"), wireSecurity("t")],
    holdings: ["s", "t"].map((id) => wireHolding("a", id, { institution_value: amount })),
    investment_transactions: [...narrow, ...Array.from({ length: WIDE_ONLY }, (_, i) => row(`w${i}`, "2025-07-15"))],
  };
}
const narrowCountOf = (version: number) => 1 + (version % 7);
const countOf = (version: number, window: Window) => narrowCountOf(version) + (window === "wide" ? WIDE_ONLY : 0);

type Window = keyof typeof WINDOWS;
type Item = Awaited<ReturnType<typeof linkShowing>> & {
  /** The picture that Plaid shows. */
  shown: number;
  /** The oldest one that may be stored: what an answer told of the window, or of one that it lies in. */
  promised: Record<Window, number>;
  isFaulty: boolean;
  storedOn: CalendarDate;
};
type Call = { readonly item: 0 | 1; readonly window: Window; readonly isOther: boolean };

/** One user's two Items, what Plaid shows of them, and what must be true of what is stored. */
class World {
  today = FIRST_DAY;
  /** What was told of each date when it was last today. */
  readonly told = new Map<CalendarDate, string>();
  constructor(
    readonly userId: string,
    readonly items: readonly [Item, Item],
  ) {}

  static async start(): Promise<World> {
    engine.setClock(new Date(`${FIRST_DAY}T12:00:00Z`));
    const userId = `user-${randomUUID()}`;
    const begin = async () => {
      const item = await linkShowing(engine, pictureOf(1), userId);
      await item.refresh(WINDOWS.wide);
      return { ...item, shown: 1, promised: { narrow: 1, wide: 1 }, isFaulty: false, storedOn: FIRST_DAY };
    };
    return new World(userId, [await begin(), await begin()]);
  }

  processOf = (isOther: boolean) => {
    const actor = { kind: "user", userId: this.userId, keyId: null } as const;
    return isOther ? engine.otherProcess(actor) : engine.ctx(actor);
  };

  mutate(at: 0 | 1): void {
    const item = this.items[at];
    item.shown += 1;
    item.show(pictureOf(item.shown));
  }

  /** A call whose 200 must tell of what Plaid showed while it ran, and leave no less stored. */
  async refresh({ item: at, window, isOther }: Call): Promise<void> {
    const item = this.items[at];
    const begun = item.shown;
    const input = { userId: this.userId, itemId: item.itemId, window: WINDOWS[window] };
    const answer = await refreshItem(this.processOf(isOther), input).catch((error: unknown) => {
      expect(error).toMatchObject({ code: "REFRESH_FAILED" });
      expect(item.isFaulty).toBe(true);
      return null;
    });
    if (answer) await this.expectFresh(at, begun, window, answer.upserts);
  }

  async refreshAll(window: Window, isOther: boolean): Promise<void> {
    const begun = this.items.map((item) => item.shown);
    const ctx = this.processOf(isOther);
    const all = await refreshAllItems(ctx, { window: WINDOWS[window] });
    expect(all).toMatchObject({ status: "success", summary: { items: 2 } });
    const run = await getRefreshRun(ctx, { runId: all.runId });
    expect(run.status).toBe("done");
    for (const at of [0, 1] as const) {
      const item = this.items[at];
      const result = run.items.find(({ itemId }) => itemId === item.itemId) ?? expect.unreachable();
      if (result.status === "success" && result.upserts) {
        await this.expectFresh(at, begun[at] ?? 0, window, result.upserts);
      } else expect(item.isFaulty).toBe(true);
    }
  }

  private async expectFresh(at: 0 | 1, begun: number, window: Window, upserts: RefreshResult["upserts"]) {
    const item = this.items[at];
    item.storedOn = this.today;
    const possible = Array.from({ length: item.shown - begun + 1 }, (_, i) => countOf(begun + i, window));
    expect(possible).toContain(upserts.investmentTransactions);
    expect(upserts).toMatchObject({ holdings: 2, securities: 2 });
    const { promised } = item;
    promised.narrow = Math.max(promised.narrow, begun);
    if (window === "wide") promised.wide = Math.max(promised.wide, begun);
    await this.expectStored(item);
  }

  /** Whatever else is written, nothing older than was promised is. */
  private async expectStored({ itemId, promised, shown }: Item): Promise<void> {
    const stored = await engine.query<{ window: Window; version: number }>(
      `SELECT 'narrow' AS window, institution_value::int AS version FROM holding WHERE item_id = $1
       UNION SELECT 'narrow', (balance_current / 2)::int FROM account WHERE item_id = $1
       UNION SELECT CASE WHEN date >= $2 THEN 'narrow' ELSE 'wide' END, amount::int
         FROM investment_transaction WHERE item_id = $1 AND removed_at IS NULL`,
      [itemId, WINDOWS.narrow.startDate],
    );
    for (const { window, version } of stored) {
      expect(version).toBeGreaterThanOrEqual(promised[window]);
      expect(version).toBeLessThanOrEqual(shown);
    }
  }

  /** A process takes the lease, and is never heard of again. */
  async abandonLease(at: 0 | 1, window: Window): Promise<void> {
    const { itemId } = this.items[at];
    await acquireLease(sqlOf(engine.ctx().db), {
      itemId: itemId as ItemId,
      owner: `dead-${randomUUID()}`,
      run: {
        runId: newRefreshRunId(),
        userId: this.userId as UserId,
        trigger: "user",
        requestedAt: new Date(`${this.today}T12:00:00Z`),
      },
      window: WINDOWS[window],
      startedAt: new Date(`${this.today}T12:00:00Z`),
      ticket: null,
    });
    await engine.query("UPDATE item SET lease_until = now() + interval '100 ms' WHERE item_id = $1", [itemId]);
  }

  /** Two calls at once, the second of which begins while the first one is being answered, after a change. */
  async pair(first: Call, second: Call, slow: string, isLeaseLost: boolean): Promise<void> {
    const { itemId } = this.items[first.item];
    engine.sandbox.addFault({ path: slow, itemId, kind: "delay", delayMs: 60 });
    const running = this.refresh(first);
    let isOver = false;
    const end = () => {
      isOver = true;
    };
    running.then(end, end);
    const leased = () => engine.query("SELECT 1 FROM item WHERE item_id = $1 AND lease_until > now()", [itemId]);
    await expect.poll(async () => isOver || (await leased()).length > 0, { interval: 5 }).toBe(true);
    // The holder slept past its lease, and wakes up.
    if (isLeaseLost) await engine.query("UPDATE item SET lease_until = now() WHERE item_id = $1", [itemId]);
    this.mutate(first.item);
    await Promise.all([running, this.refresh(second)]);
  }

  /** Back no further than a calendar may go. */
  moveClock(days: number): void {
    const latest = this.items.map((item) => item.storedOn).toSorted()[1] ?? FIRST_DAY;
    const [earliest, wanted] = [addDays(latest, -2), addDays(this.today, days)];
    this.today = wanted < earliest ? earliest : wanted;
    engine.setClock(new Date(`${this.today}T12:00:00Z`));
  }

  /** What is read is whole; today tells what is held now; what was told of a date that is over is told for ever. */
  async expectWhole(): Promise<void> {
    for (const item of this.items) {
      await this.expectStored(item);
      engine.sandbox.clearFaults(item.itemId);
      item.isFaulty = false;
    }
    const ctx = engine.ctx();
    const now = await listHoldings(ctx, { userId: this.userId });
    expect(now.totals).toMatchObject([{ derivedCash: "0", incomplete: [] }]);
    const lastStored = this.items.map((item) => item.storedOn).toSorted()[1] ?? FIRST_DAY;
    const tell = async (date: CalendarDate) => {
      const { rows, totals } = await listHoldings(ctx, { userId: this.userId, asOf: date });
      return JSON.stringify({ rows, totals });
    };
    const today = await tell(this.today);
    if (lastStored <= this.today) {
      const rows = now.rows.map((row) => ({ ...row, priceAsOf: null, isPriceStale: false }));
      expect(today).toBe(JSON.stringify({ rows, totals: now.totals }));
    }
    for (const date of this.told.keys()) if (date >= this.today) this.told.delete(date);
    for (const [date, before] of this.told) expect(await tell(date)).toBe(before);
    this.told.set(this.today, today);
  }
}

/** A step of a run; `fc.commands` makes the runs, and says of one that fails which steps it took. */
class Step implements fc.AsyncCommand<object, World> {
  constructor(
    readonly name: string,
    readonly take: (world: World) => Promise<void> | void,
    readonly isLast = true,
  ) {}
  check = () => true;
  async run(_: object, world: World): Promise<void> {
    await this.take(world);
    if (this.isLast) await world.expectWhole();
  }
  toString = () => this.name;
}

const at = fc.constantFrom(0 as const, 1 as const);
const window = fc.constantFrom<Window>("narrow", "wide");
const call = fc.record({ item: at, window, isOther: fc.boolean() });
const fault = fc.constantFrom<FaultEffect>(
  { kind: "error", code: "ITEM_LOGIN_REQUIRED" },
  { kind: "error", code: "PRODUCT_NOT_READY" },
  { kind: "response", status: 200, body: "<html>" },
);
const path = fc.constantFrom(HOLDINGS, "/investments/transactions/get");

const steps = fc.commands(
  [
    at.map((item) => new Step(`mutate ${item}`, (world) => world.mutate(item), false)),
    call.map((one) => new Step(`refresh ${JSON.stringify(one)}`, (world) => world.refresh(one))),
    fc
      .tuple(window, fc.boolean())
      .map(([all, isOther]) => new Step(`refresh all ${all} ${isOther}`, (world) => world.refreshAll(all, isOther))),
    fc.tuple(at, path, fault).map(
      ([item, failing, effect]) =>
        new Step(
          `fail once ${item} ${failing} ${JSON.stringify(effect)}`,
          (world) => {
            engine.sandbox.addFault({ path: failing, itemId: world.items[item].itemId, ...effect });
            world.items[item].isFaulty = true;
          },
          false,
        ),
    ),
    fc
      .tuple(at, window)
      .map(([item, dead]) => new Step(`kill ${item} ${dead}`, (world) => world.abandonLease(item, dead), false)),
    fc
      .tuple(call, call, path, fc.boolean())
      .map(
        ([first, second, slow, isLeaseLost]) =>
          new Step(`pair ${JSON.stringify([first, second])} ${slow} ${isLeaseLost}`, (world) =>
            world.pair(first, second, slow, isLeaseLost),
          ),
      ),
    fc.integer({ min: -2, max: 4 }).map((days) => new Step(`clock ${days}`, (world) => world.moveClock(days), false)),
  ],
  { maxCommands: 14, size: "max" },
);

test(
  `R-04: in ${RUNS} runs of changes, refreshes, failures, deaths and clocks, an answer is never older than its call`,
  async () => {
    const property = fc.asyncProperty(steps, (commands) =>
      fc.asyncModelRun(async () => ({ model: {}, real: await World.start() }), commands),
    );
    await fc.assert(property, { numRuns: RUNS, endOnFailure: true });
  },
  60_000 + RUNS * MS_PER_RUN,
);
