import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ACTIVITY_STATUSES, type ActivityFilter, type ActivityPosition, hasWord } from "@/domain/activity";
import { addDays, type CalendarDate } from "@/domain/calendar-date";
import { Decimal } from "@/domain/decimal";
import type { InvestmentTransaction } from "@/domain/entities";
import type { AccountId, InvestmentTransactionId, ItemId, SecurityId, UserId } from "@/domain/ids";
import { ALL } from "@/domain/scope";
import { CANCEL_TYPE, classifyTransaction, TRANSACTION_CLASSES } from "@/domain/transaction-class";
import { createTestDatabase } from "@/testing/db";
import { runCountOf } from "@/testing/run-count";
import { type ActivityRecord, listActivity } from "./activity";
import { closeDb, createDb, sqlOf } from "./client";
import { upsertTransactions } from "./investment-transactions";

const database = await createTestDatabase();
const db = createDb({ url: database.directUrl, maxConnections: 1, isDirect: true, onIdleError: () => {} });
afterAll(() => closeDb(db));
const sql = sqlOf(db);
const RUNS = runCountOf({ usual: 60, soak: 1_000 });
const AT = new Date("2026-01-31T12:00:00Z");

const SECURITIES = new Map<string | null, string>([
  ["s0", "AAPL Apple Inc."],
  ["s1", "ZURN Zürich"],
  ["s2", "Apple juice"],
  ["s3", ""],
]);

beforeAll(async () => {
  for (const [id, text] of SECURITIES)
    await sql.executeSql("INSERT INTO security (security_id, name, updated_at) VALUES ($1, $2, now())", [id, text]);
});

/** Days before the newest: of each look, and of the seams between them. */
const age = fc.oneof(fc.nat({ max: 3 }), fc.constantFrom(13, 14, 111, 112), fc.nat({ max: 90 }), fc.nat({ max: 700 }));
const transactions = fc.array(
  fc.record({
    ...{ item: fc.nat({ max: 1 }), account: fc.nat({ max: 1 }), age, isWithdrawn: fc.nat({ max: 5 }) },
    securityId: fc.constantFrom("s0", "s1", "s2", "s3", null),
    name: fc.constantFrom("BUY Apple", "SELL Zürich", "Dividend 12%", "Sweep", "apple SWEEP"),
    amount: fc.constantFrom("0", "1", "-250.5", "250.5", "-99999999999.000000000000000001"),
    type: fc.constantFrom("buy", "sell", "transfer", "cash", CANCEL_TYPE),
    subtype: fc.constantFrom("buy", "dividend", "stock distribution", "rights issue", null),
    cancels: fc.nat({ max: 15 }),
  }),
  { maxLength: 60 },
);
const sometimes = <T>(asked: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: fc.constant(null), weight: 2 }, { arbitrary: asked, weight: 1 });
const filters = fc.record({
  kind: sometimes(fc.constantFrom(...TRANSACTION_CLASSES)),
  scope: fc.constantFrom("all", "all", "item", "account"),
  securityId: sometimes(fc.constantFrom("s0", "s3")),
  ages: sometimes(fc.tuple(age, age)),
  words: fc.array(fc.constantFrom("apple", "sweep", "ZÜRICH", "12%", "zz", "e"), { maxLength: 2 }),
  minAmount: sometimes(fc.constantFrom("1", "250.5", "300")),
  status: sometimes(fc.constantFrom(...ACTIVITY_STATUSES)),
});
type Stored = typeof transactions extends fc.Arbitrary<infer One> ? One : never;
type Asked = typeof filters extends fc.Arbitrary<infer One> ? One : never;

const NEWEST = "2026-01-30" as CalendarDate;
const dated = (days: number) => addDays(NEWEST, -days);
const idOf = (index: number) => `t${String(index).padStart(3, "0")}`;
let users = 0;

async function store(rows: Stored): Promise<UserId> {
  const userId = `user-${++users}` as UserId;
  await sql.executeSql("INSERT INTO app_user (id) VALUES ($1)", [userId]);
  for (const item of [0, 1]) {
    const itemId = `${userId}-${item}` as ItemId;
    await sql.executeSql("INSERT INTO item (item_id, user_id, linked_at) VALUES ($1, $2, now())", [itemId, userId]);
    const own = rows.flatMap((row, index): InvestmentTransaction[] =>
      row.item !== item
        ? []
        : [
            {
              investmentTransactionId: idOf(index) as InvestmentTransactionId,
              accountId: `a${row.account}` as AccountId,
              securityId: row.securityId as SecurityId | null,
              date: dated(row.age),
              ...{ transactionDatetime: null, name: row.name, type: row.type, subtype: row.subtype, fees: null },
              ...{ amount: new Decimal(row.amount), quantity: new Decimal(1), price: new Decimal(1) },
              ...{ isoCurrencyCode: "USD", unofficialCurrencyCode: null },
              cancelTransactionId: row.type === CANCEL_TYPE ? idOf(row.cancels) : null,
            },
          ],
    );
    await upsertTransactions(sql, itemId, own, AT);
    await sql.executeSql(
      "UPDATE investment_transaction SET removed_at = $2 WHERE item_id = $1 AND investment_transaction_id = ANY($3::text[])",
      [itemId, AT, rows.flatMap((row, index) => (row.isWithdrawn === 0 ? [idOf(index)] : []))],
    );
  }
  return userId;
}

function toFilter(userId: UserId, { scope, securityId, ages, minAmount, ...asked }: Asked): ActivityFilter {
  const itemId = `${userId}-0` as ItemId;
  const [from, to] = ages ?? [];
  return {
    ...asked,
    scope:
      scope === "all"
        ? ALL
        : scope === "item"
          ? { kind: scope, itemId }
          : { kind: scope, itemId, accountId: "a0" as AccountId },
    securityId: securityId as SecurityId | null,
    startDate: from === undefined ? null : dated(from),
    endDate: to === undefined ? null : dated(to),
    minAmount: minAmount === null ? null : new Decimal(minAmount),
  };
}

/** The rules once more, over what was stored. */
function expected(userId: UserId, rows: Stored, asked: Asked): string[] {
  const isTakenBack = (row: Stored[number], index: number) =>
    row.type === CANCEL_TYPE ||
    rows.some(
      (other) =>
        other.type === CANCEL_TYPE && other.isWithdrawn !== 0 && other.item === row.item && other.cancels === index,
    );
  const statusOf = (row: Stored[number], index: number) => {
    if (row.isWithdrawn === 0) return "withdrawn";
    return isTakenBack(row, index) ? "cancelled" : "live";
  };
  const { kind, scope, securityId, ages, words, minAmount, status } = asked;
  return rows
    .map((row, index) => ({ ...row, index, key: `${userId}-${row.item} ${idOf(index)}` }))
    .filter(
      (row) =>
        (kind === null || classifyTransaction(row).class === kind) &&
        (scope === "all" || row.item === 0) &&
        (scope !== "account" || row.account === 0) &&
        (securityId === null || row.securityId === securityId) &&
        (ages === null || (row.age <= ages[0] && row.age >= ages[1])) &&
        words.every((word) => hasWord(row.name, word) || hasWord(SECURITIES.get(row.securityId) ?? "", word)) &&
        (minAmount === null || new Decimal(row.amount).abs().gte(minAmount)) &&
        (status === null || statusOf(row, row.index) === status),
    )
    .sort((a, b) => a.age - b.age || (a.key < b.key ? -1 : 1))
    .map((row) => `${row.key} ${statusOf(row, row.index)}`);
}

async function listed(userId: UserId, filter: ActivityFilter, limit: number): Promise<string[]> {
  const rows: string[] = [];
  for (let after: ActivityPosition | null = null; ; ) {
    const page: ActivityRecord[] = await listActivity(sql, { userId, filter, after, limit });
    rows.push(...page.map((row) => `${row.itemId} ${row.investmentTransactionId} ${row.status}`));
    expect(page.length).toBeLessThanOrEqual(limit);
    if (page.length < limit) return rows;
    after = page.at(-1) ?? null;
  }
}

test("whatever is asked for, in pages of whatever size, is what the rules say, in its order", async () => {
  await fc.assert(
    fc.asyncProperty(
      transactions,
      fc.array(fc.tuple(filters, fc.integer({ min: 1, max: 25 })), { minLength: 8, maxLength: 8 }),
      async (rows, questions) => {
        const userId = await store(rows);
        for (const [asked, limit] of questions)
          expect(await listed(userId, toFilter(userId, asked), limit)).toEqual(expected(userId, rows, asked));
      },
    ),
    { numRuns: RUNS },
  );
});
