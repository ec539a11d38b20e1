import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { CalendarDate } from "@/domain/calendar-date";
import type { Fault } from "@/testing/app";
import { startEngine } from "@/testing/engine";
import { wireAccount, wireHolding, wireSecurity, wireTransaction } from "@/testing/pictures";
import { runCountOf } from "@/testing/run-count";
import { linkShowing } from "@/testing/shown-item";
import { digestOfRows } from "@/testing/stored-rows";

const RUNS = runCountOf({ usual: 60, soak: 5_000 });
const MS_PER_RUN = 2_000;
const JANUARY = { startDate: "2026-01-01" as CalendarDate, endDate: "2026-01-31" as CalendarDate };
const PATH = "/investments/transactions/get";
const SIZES = [999, 1_300, 2_100, 2_600];

const engine = await startEngine();
const namesOf = (size: number) => Array.from({ length: size }, (_, place) => `t${place}`);
let items: { itemId: string; names: string[]; refresh: Awaited<ReturnType<typeof linkShowing>>["refresh"] }[];

beforeAll(async () => {
  engine.setClock(new Date("2026-02-01T12:00:00Z"));
  items = await Promise.all(
    SIZES.map(async (size) => {
      const names = namesOf(size);
      const item = await linkShowing(engine, {
        accounts: [wireAccount("a")],
        securities: [wireSecurity("s")],
        holdings: [wireHolding("a", "s")],
        investment_transactions: names.map((name) => wireTransaction(name, "a", "2026-01-15")),
      });
      await item.refresh(JANUARY);
      return { ...item, names };
    }),
  );
});

/** Evenly spread: places at the ends of a list are no likelier than others. */
const fraction = fc.noBias(fc.nat(9_999).map((tenThousandths) => tenThousandths / 10_000));
const KINDS = ["insert", "remove", "replace", "reissue", "rewrite", "move"] as const;
/** Changes of these kinds, each before one of the first `calls` calls of the list. */
const changeOf = (kinds: readonly (typeof KINDS)[number][], calls: number) =>
  fc.record({
    nth: fc.noBias(fc.integer({ min: 1, max: calls })),
    kind: fc.constantFrom(...kinds),
    at: fraction,
    to: fraction,
    count: fc.integer({ min: 1, max: 3 }),
  });
const many = fc.array(changeOf(KINDS, 12), { maxLength: 24 });
/** One change under the eyes of the reader, that leaves the total as it is: only the borders of the pages tell. */
const single = fc.tuple(changeOf(["replace", "move"], 6));
/** A list that never holds still: rows come in before every call. */
const restless = changeOf(["insert"], 1).map((one) =>
  Array.from({ length: 30 }, (_, call) => ({ ...one, nth: call + 1 })),
);
const plans = fc.oneof(
  { weight: 8, arbitrary: single },
  { weight: 7, arbitrary: many },
  { weight: 1, arbitrary: restless },
);
type Change = ReturnType<typeof changeOf> extends fc.Arbitrary<infer T> ? T : never;

type Edits = Extract<Fault, { kind: "picture" }>["change"];

/** The edits that make a change of a list of ids, and the list after it; rows that are new have no name here. */
function make({ kind, at, to, count }: Change, ids: readonly (string | null)[], word: string) {
  const list = "investment_transactions";
  const rows = { list, at: Math.floor(at * ids.length), count } as const;
  const chosen = ids.slice(rows.at, rows.at + count);
  const others = ids.toSpliced(rows.at, count);
  const place = Math.floor(to * ids.length);
  const added = chosen.map(() => null);
  const remove = { edit: "remove", ...rows } as const;
  const insert = { edit: "copy", ...rows, to: place, as: word } as const;
  const outcomes: Record<Change["kind"], readonly [Edits & object, (string | null)[]]> = {
    insert: [[insert], ids.toSpliced(place, 0, ...added)],
    remove: [[remove], others],
    // The rows go, and as many others come in elsewhere: the total stays.
    replace: [
      [{ ...insert, to: ids.length }, remove],
      [...others, ...added],
    ],
    reissue: [[{ edit: "renumber", ...rows, as: word }], ids.toSpliced(rows.at, chosen.length, ...added)],
    rewrite: [[{ edit: "set", ...rows, fields: '{"amount":-9.99}' }], [...ids]],
    move: [[{ edit: "move", ...rows, to: place }], others.toSpliced(place, 0, ...chosen)],
  };
  return outcomes[kind];
}

test(
  `R-07: ${RUNS} lists that move while they are read: every row that stays is stored, or the refresh fails and writes nothing`,
  async () => {
    const outcomes = { stored: 0, unstable: 0 };
    let run = 0;
    const property = fc.asyncProperty(fc.nat(SIZES.length - 1), plans, async (index, unordered) => {
      run += 1;
      const { itemId, names, refresh } = items[index] ?? expect.unreachable();
      const plan = unordered.toSorted((a, b) => a.nth - b.nth);
      let ids: readonly (string | null)[] = names;
      const gone = new Set<string>();
      for (const [step, one] of plan.entries()) {
        const [edits, after] = make(one, ids, `${run}.${step}`);
        engine.sandbox.addFault({
          path: PATH,
          itemId,
          nth: one.nth,
          times: "always",
          kind: "picture",
          change: edits,
        });
        const left = new Set(after);
        for (const id of ids) if (id !== null && !left.has(id)) gone.add(id);
        ids = after;
      }
      const before = await digestOfRows(engine, itemId);
      const failure = await refresh(JANUARY).then(
        () => null,
        (error: unknown) => error,
      );
      engine.sandbox.clearFaults(itemId);
      if (failure) {
        expect(failure).toMatchObject({ code: "REFRESH_FAILED" });
        const [row] = await engine.query("SELECT reason FROM item WHERE item_id = $1", [itemId]);
        expect(row).toEqual({ reason: "unstable_pages" });
        expect(await digestOfRows(engine, itemId)).toBe(before);
        outcomes.unstable += 1;
        return;
      }
      outcomes.stored += 1;
      const live = await engine.query<{ id: string }>(
        "SELECT investment_transaction_id AS id FROM investment_transaction WHERE item_id = $1 AND removed_at IS NULL",
        [itemId],
      );
      const stored = new Set(live.map(({ id }) => id));
      expect(names.filter((name) => !gone.has(name) && !stored.has(name))).toEqual([]);
    });
    await fc.assert(property, { numRuns: RUNS });
    expect(outcomes.stored).toBeGreaterThan(0);
    expect(outcomes.unstable).toBeGreaterThan(0);
  },
  60_000 + RUNS * MS_PER_RUN,
);
