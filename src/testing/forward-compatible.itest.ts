import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { CalendarDate } from "@/domain/calendar-date";
import { fieldsOf } from "@/sandbox/testing/plaid-schemas";
import { listConnections } from "@/server/services/items/list-connections";
import { getOverview } from "@/server/services/portfolio/get-overview";
import { listHoldings } from "@/server/services/portfolio/list-holdings";
import { refreshItem } from "@/server/services/refresh/refresh-item";
import { type Engine, startEngine } from "./engine";
import { runCountOf } from "./run-count";
import { digestOfRows } from "./stored-rows";

type Row = Record<string, unknown>;
type Answer = { accounts: Row[]; holdings: Row[]; securities: Row[]; investment_transactions: Row[] };
type Login = { userId: string; itemId: string; answer: Answer };

const RUNS = runCountOf({ usual: 20, soak: 2_000 });
const MS_PER_RUN = 1_000;
const LOGINS = [
  "user_good",
  "user_retirement",
  "user_crypto",
  "user_cad",
  "user_options",
  "user_bonds",
  "user_stock_plan",
  "user_mixed",
];
const WINDOW = { startDate: "2026-09-01" as CalendarDate, endDate: "2026-11-20" as CalendarDate };
const TYPES = {
  accounts: "InvestmentAccount",
  holdings: "Holding",
  securities: "Security",
  investment_transactions: "InvestmentTransaction",
} as const;
const LISTS = Object.keys(TYPES) as (keyof Answer)[];
/** Plaid publishes these as plain text, and means a word of a list. */
const WORDS: ReadonlySet<string> = new Set(["Security.type", "Security.subtype", "InvestmentAccount.type"]);

const engine = await startEngine();
const fields = new Map<string, ReturnType<typeof fieldsOf>>();
let logins: Login[];

beforeAll(async () => {
  const learn = (type: string): void => {
    if (fields.has(type)) return;
    fields.set(type, fieldsOf(type));
    for (const { objectType } of fields.get(type) ?? []) if (objectType) learn(objectType);
  };
  for (const type of Object.values(TYPES)) learn(type);
  engine.setClock(new Date("2026-11-20T15:00:30Z"));
  logins = await Promise.all(LOGINS.map(linkAndRead));
});

/** Links a login, and gives the answers that its first refresh got. */
async function linkAndRead(username: string): Promise<Login> {
  const itemId = await engine.link({ userId: username, username });
  await refreshItem(engine.ctx(), { userId: username, itemId, window: WINDOW });
  const own = engine.plaid.exchanges.filter(({ response }) => (response.item as Row | undefined)?.item_id === itemId);
  const answerOf = (path: string) => own.find((exchange) => exchange.path === path)?.response as unknown as Answer;
  const [held, history] = [answerOf("/investments/holdings/get"), answerOf("/investments/transactions/get")];
  const securities = new Map([...held.securities, ...history.securities].map((row) => [row.security_id, row]));
  const answer = {
    accounts: held.accounts,
    holdings: held.holdings,
    securities: [...securities.values()],
    investment_transactions: history.investment_transactions,
  };
  return { userId: username, itemId, answer };
}

type Alter = (type: string, key: string, value: unknown) => unknown;
/** Stands for a key that is left out. */
const ABSENT = undefined;

/** A row of a published type with each of its fields altered, the objects in it included. */
function alterRow(row: Row, type: string, alter: Alter, more: Row): Row {
  const altered: Row = { ...row, ...more };
  for (const { key, objectType } of fields.get(type) ?? []) {
    if (!(key in row)) continue;
    const within = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(within)
        : isRow(value) && objectType
          ? alterRow(value, objectType, alter, more)
          : value;
    altered[key] = alter(type, key, within(row[key]));
  }
  return altered;
}

const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value);

function alterAnswer(answer: Answer, alter: Alter, everyNth: number, more: Row): Answer {
  const alterList = (list: keyof Answer) =>
    answer[list].map((row, place) => (place % everyNth === 0 ? alterRow(row, TYPES[list], alter, more) : row));
  return Object.fromEntries(LISTS.map((list) => [list, alterList(list)])) as Answer;
}

/** What every page of the dashboard reads; it fails when one of them would. */
async function readDashboard(from: Engine, { userId }: Login) {
  const [holdings] = await Promise.all([
    listHoldings(from.ctx(), { userId }),
    getOverview(from.ctx(), { userId }),
    listConnections(from.ctx(), { userId }),
  ]);
  return holdings.rows;
}

const refresh = ({ userId, itemId }: Login) => refreshItem(engine.ctx(), { userId, itemId, window: WINDOW });

test(
  "R-29: whatever Plaid leaves out, leaves empty or adds, the rows are stored and shown",
  async () => {
    const property = fc.asyncProperty(
      fc.nat(LOGINS.length - 1),
      fc.integer({ min: 1, max: 3 }),
      fc.gen(),
      async (index, everyNth, g) => {
        const login = logins[index] ?? expect.unreachable();
        const chosen = new Map<string, unknown>();
        const alter: Alter = (type, key, value) => {
          const name = `${type}.${key}`;
          const field = fields.get(type)?.find((one) => one.key === key);
          const actions = [
            "keep",
            field?.isNullable && "null",
            field?.isOptional && "drop",
            (field?.isEnum || WORDS.has(name)) && "novel",
          ];
          if (!chosen.has(name)) chosen.set(name, g(fc.constantFrom, ...actions.filter(Boolean)));
          const action = chosen.get(name);
          return action === "null" ? null : action === "drop" ? ABSENT : action === "novel" ? "brand new ✨" : value;
        };
        const more = g(() => fc.dictionary(fc.stringMatching(/^zz_[a-z]{1,8}$/), fc.jsonValue(), { maxKeys: 2 }));
        const altered = alterAnswer(login.answer, alter, everyNth, more);
        engine.sandbox.setPicture(login.itemId, JSON.stringify(altered));
        const { upserts } = await refresh(login);
        expect(upserts).toMatchObject({
          holdings: login.answer.holdings.length,
          investmentTransactions: login.answer.investment_transactions.length,
        });
        const positions = (await readDashboard(engine, login)).filter((row) => row.kind === "position");
        expect(positions).toHaveLength(login.answer.holdings.length);
      },
    );
    await fc.assert(property, { numRuns: RUNS, endOnFailure: true });
  },
  60_000 + RUNS * MS_PER_RUN,
);

test(
  "R-29: any value in any field is stored, or the refresh says why and touches nothing; it never fails in a way of its own",
  async () => {
    const outcomes: Record<string, number> = {};
    const property = fc.asyncProperty(fc.nat(LOGINS.length - 1), fc.gen(), async (index, g) => {
      const login = logins[index] ?? expect.unreachable();
      const list = g(() => fc.constantFrom(...LISTS));
      const target = g(() => fc.constantFrom(...(fields.get(TYPES[list]) ?? []).map((field) => field.key)));
      const value = g(() =>
        fc.oneof(fc.constantFrom(null, "", "access-sandbox-x", -1, 1e300, 1e-300, {}, []), fc.jsonValue()),
      );
      const alter: Alter = (type, key, before) => (type === TYPES[list] && key === target ? value : before);
      engine.sandbox.setPicture(login.itemId, JSON.stringify(alterAnswer(login.answer, alter, 2, {})));
      const before = await digestOfRows(engine, login.itemId);
      const failure = await refresh(login).then(
        () => null,
        (error: unknown) => error,
      );
      const [row] = await engine.query<{ reason: string | null }>("SELECT reason FROM item WHERE item_id = $1", [
        login.itemId,
      ]);
      const reason = row?.reason ?? "stored";
      outcomes[reason] = (outcomes[reason] ?? 0) + 1;
      if (failure) {
        expect(["bad_answer", "unrepresentable_number", "unstable_pages", "suspect_empty"]).toContain(reason);
        expect(await digestOfRows(engine, login.itemId)).toBe(before);
      }
      await readDashboard(engine, login);
    });
    await fc.assert(property, { numRuns: RUNS * 2, endOnFailure: true });
    expect(outcomes.stored).toBeGreaterThan(0);
    expect(outcomes.bad_answer).toBeGreaterThan(0);
  },
  60_000 + 2 * RUNS * MS_PER_RUN,
);
