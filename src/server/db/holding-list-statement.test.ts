import fc from "fast-check";
import { expect, test } from "vitest";
import type { CalendarDate } from "@/domain/calendar-date";
import { Decimal } from "@/domain/decimal";
import { HOLDING_COLUMNS, HOLDING_GROUPINGS, isTextColumn } from "@/domain/holding-list";
import type { AccountId, ItemId } from "@/domain/ids";
import type { HoldingListQuery } from "./holding-list";
import { holdingListStatement } from "./holding-list-statement";

const shapes = fc.record({
  by: fc.constantFrom(...HOLDING_COLUMNS),
  isDescending: fc.boolean(),
  grouping: fc.constantFrom(...HOLDING_GROUPINGS),
  isAsOf: fc.boolean(),
  words: fc.nat({ max: 4 }),
  given: fc.boolean(),
});

type Shape = typeof shapes extends fc.Arbitrary<infer One> ? One : never;

const [ONE, TWO] = [new Decimal(1), new Decimal(2)];
const sums = {
  ...{ count: 1, institutionValue: ONE, investedCount: 1, investedSize: ONE },
  ...{ knownCount: 1, knownSize: ONE, knownBasis: TWO, knownGain: ONE },
};

/** A question of one shape, with a text of the caller's wherever one can stand. */
function queryOf({ by, isDescending, grouping, isAsOf, words, given }: Shape, text: string): HoldingListQuery {
  const currency = { isoCurrencyCode: null, unofficialCurrencyCode: text };
  const [accountId, date] = [text as AccountId, text as CalendarDate];
  return {
    scope: { itemIds: [text as ItemId], accountId: given ? accountId : null, asOf: isAsOf ? date : null },
    filter: {
      words: Array.from({ length: words }, () => text),
      type: given ? text : null,
      ...{ accountId: given ? accountId : null, institution: given ? text : null },
      ...{ hasNoBasis: given, pricedBefore: given ? date : null },
    },
    order: { by, isDescending },
    grouping,
    sections: [{ currency, sign: 1 }],
    types: [text],
    groups: [{ rank: 1, key: text, isCash: given, sums: { ...currency, ...sums } }],
    cash: [{ itemId: text as ItemId, accountId, ...currency, value: new Decimal(1), title: text }],
    today: date,
    limit: 10,
    after: given ? ["1", "1", ...(isTextColumn(by) ? [text] : ["0", "2"]), text, text, text] : null,
  };
}

test("S-16: nothing that a caller gives is ever part of the statement's text, which names every value it is given", () => {
  fc.assert(
    fc.property(shapes, fc.string({ minLength: 1 }), (shape, text) => {
      const statement = holdingListStatement(queryOf(shape, text.replaceAll("\0", "")));
      expect(statement.text).toBe(holdingListStatement(queryOf(shape, "x")).text);
      const named = new Set([...statement.text.matchAll(/\$(\d+)/g)].map(([, index]) => Number(index)));
      expect(Math.max(...named)).toBe(statement.values.length);
    }),
  );
});
