import fc from "fast-check";
import { expect, test } from "vitest";
import { ACTIVITY_STATUSES } from "@/domain/activity";
import type { CalendarDate } from "@/domain/calendar-date";
import { Decimal } from "@/domain/decimal";
import type { AccountId, InvestmentTransactionId, ItemId, SecurityId, UserId } from "@/domain/ids";
import { ALL } from "@/domain/scope";
import { TRANSACTION_CLASSES } from "@/domain/transaction-class";
import { type ActivityListQuery, activityStatement } from "./activity-statement";

const shapes = fc.record({
  kind: fc.option(fc.constantFrom(...TRANSACTION_CLASSES)),
  status: fc.option(fc.constantFrom(...ACTIVITY_STATUSES)),
  scope: fc.constantFrom("all", "item", "account"),
  words: fc.nat({ max: 4 }),
  given: fc.boolean(),
});
type Shape = typeof shapes extends fc.Arbitrary<infer One> ? One : never;

/** A question of one shape, with a text of the caller's wherever one can stand. */
function queryOf({ kind, status, scope, words, given }: Shape, text: string): ActivityListQuery {
  const [itemId, accountId, date] = [text as ItemId, text as AccountId, text as CalendarDate];
  return {
    userId: text as UserId,
    filter: {
      ...{ kind, status, words: Array.from({ length: words }, () => text) },
      scope: scope === "all" ? ALL : scope === "item" ? { kind: scope, itemId } : { kind: scope, itemId, accountId },
      securityId: given ? (text as SecurityId) : null,
      ...{ startDate: given ? date : null, endDate: given ? date : null, minAmount: given ? new Decimal(1) : null },
    },
    after: given ? { date, itemId, investmentTransactionId: text as InvestmentTransactionId } : null,
    limit: 10,
  };
}

test("S-16: nothing that a caller gives is ever part of the statement's text, which names every value it is given", () => {
  const texts = fc.string({ minLength: 1, unit: "grapheme-ascii" });
  fc.assert(
    fc.property(shapes, texts, (shape, text) => {
      const statement = activityStatement(queryOf(shape, text));
      expect(statement.text).toBe(activityStatement(queryOf(shape, "x")).text);
      const named = new Set([...statement.text.matchAll(/\$(\d+)/g)].map(([, index]) => Number(index)));
      expect(named.size).toBe(statement.values.length);
    }),
  );
});
