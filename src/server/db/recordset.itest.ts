import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { Decimal, decimalText } from "@/domain/decimal";
import { createTestDatabase } from "@/testing/db";
import { closeDb, createDb, sqlOf } from "./client";
import { executeByParts, recordset, toArrays } from "./recordset";
import { withTransaction } from "./transaction";

const { url } = await createTestDatabase();
const db = createDb({ url, maxConnections: 2, isDirect: true, onIdleError: () => {} });
afterAll(() => closeDb(db));

const COLUMNS = { plain_text: "text", amount: "numeric", is_set: "boolean", seen_at: "timestamptz", more: "jsonb" };
const SELECT = `SELECT plain_text AS "plainText", amount, is_set AS "isSet", seen_at AS "seenAt", more FROM ${recordset(1, COLUMNS)}`;

/** Whatever means something in an array's text, beside anything else. */
const text = fc.oneof(
  fc.constantFrom("", "NULL", "null", '"', "\\", '\\"', "{}", ",", "a,b", " a ", "\n", "{1,NULL}", "'", "\u{1f600}"),
  fc.string({ unit: "grapheme" }).map((value) => value.replaceAll("\0", "")),
);
const rows = fc.array(
  fc.record({
    plainText: fc.option(text),
    amount: fc.option(fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }).map((n) => new Decimal(`${n}e-18`))),
    isSet: fc.option(fc.boolean()),
    seenAt: fc.option(fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true })),
    more: fc.option(fc.oneof(text, fc.array(text, { minLength: 1 }), fc.dictionary(text, text))),
  }),
  { minLength: 1, maxLength: 20 },
);

test("R-28: what goes to the database by column is there as it was, whatever stands in it", async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const read = await sqlOf(db).executeSql(SELECT, toArrays(given, COLUMNS));
      const amounts = read.rows.map(({ amount }) =>
        amount === null ? null : decimalText(new Decimal(String(amount))),
      );
      expect(amounts).toEqual(given.map(({ amount }) => amount && decimalText(amount)));
      expect(read.rows).toEqual(given.map((row, at) => ({ ...row, amount: read.rows[at]?.amount })));
    }),
    { numRuns: 200 },
  );
});

test("parts of a large set are all written, in their order; one that fails undoes them all", async () => {
  const columns = { place: "integer" };
  const write = (count: number, bad?: number) =>
    withTransaction(db, async (tx) => {
      await tx.executeSql("CREATE TABLE IF NOT EXISTS part (n serial, place integer CHECK (place >= 0))");
      const places = Array.from({ length: count }, (_, place) => ({ place: place === bad ? -1 : place }));
      const statement = `INSERT INTO part (place) SELECT r.place FROM ${recordset(1, columns)}`;
      await executeByParts(tx, statement, [], { rows: places, columns });
    });
  await write(12_345);
  await expect(write(20_000, 6_000)).rejects.toThrow("part_place_check");
  const { rows: found } = await sqlOf(db).executeSql(
    "SELECT count(*)::int AS count, bool_and(n = place + 1) AS is_in_order FROM part",
  );
  expect(found).toEqual([{ count: 12_345, is_in_order: true }]);
});
