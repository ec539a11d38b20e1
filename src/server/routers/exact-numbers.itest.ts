// Numbers from Plaid's wire, through the database, to ours, digit by digit.
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { GET } from "@/app/api/trpc/[trpc]/route";
import type { HoldingsList } from "@/contracts/holdings";
import { startEngine } from "@/testing/engine";
import { ownRequest } from "@/testing/own-request";
import { num, wireAccount, wireHolding, wireSecurity, wireTransaction } from "@/testing/pictures";
import { runCountOf } from "@/testing/run-count";
import { linkShowing } from "@/testing/shown-item";
import { digestOfRows } from "@/testing/stored-rows";

const RUNS = runCountOf({ usual: 40, soak: 3_000 });
const MS_PER_RUN = 1_000;
const SCALE = 18;
const DIGITS = 38;

const engine = await startEngine();
let item: Awaited<ReturnType<typeof linkShowing>>;
beforeAll(async () => {
  engine.setClock(new Date("2026-02-01T12:00:00Z"));
  item = await linkShowing(engine, {}, "demo");
});

/** `units` of the last of `places` digits as plain text, without padding. */
function plainText(units: bigint, places: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
  const [whole, part] = [digits.slice(0, digits.length - places), digits.slice(digits.length - places)];
  const trimmed = part.replace(/0+$/, "");
  return `${units < 0n ? "-" : ""}${whole}${trimmed && `.${trimmed}`}`;
}

/** A number as JSON may write it, and as we write it. */
const number = fc
  .record({
    places: fc.integer({ min: 0, max: SCALE }),
    digits: fc.integer({ min: 1, max: DIGITS }),
    units: fc.bigInt({ min: 0n, max: 10n ** BigInt(DIGITS) - 1n }),
    isNegative: fc.boolean(),
    padding: fc.integer({ min: 0, max: 6 }),
    exponent: fc.option(fc.integer({ min: -25, max: 25 })),
    mark: fc.constantFrom("e", "E"),
  })
  .map(({ places, digits, units, isNegative, padding, exponent, mark }) => {
    // No more whole digits than the columns hold.
    const size = (units % 10n ** BigInt(Math.min(digits, DIGITS - SCALE + places))) * (isNegative ? -1n : 1n);
    const plain = plainText(size, places);
    const padded = padding === 0 ? plain : `${plain}${plain.includes(".") ? "" : "."}${"0".repeat(padding)}`;
    const shifted = exponent === null ? padded : `${shift(size, places, -exponent)}${mark}${exponent}`;
    return { wire: shifted, plain };
  });

/** `units` of 10^-places, moved by a power of ten. */
function shift(units: bigint, places: number, by: number): string {
  const left = places - by;
  return left >= 0 ? plainText(units, left) : plainText(units * 10n ** BigInt(-left), 0);
}

const FIELDS = [
  "quantity",
  "institution_price",
  "institution_value",
  "cost_basis",
  "vested_quantity",
  "amount",
] as const;
type Numbers = Readonly<Record<(typeof FIELDS)[number], { wire: string; plain: string }>>;
const numbers: fc.Arbitrary<Numbers> = fc.record(
  Object.fromEntries(FIELDS.map((field) => [field, number])) as Record<(typeof FIELDS)[number], typeof number>,
);

/** An account of as many positions and transactions as there are rows of numbers. */
function pictureOf(rows: readonly Numbers[]) {
  const wire = (row: Numbers, field: keyof Numbers) => num(row[field].wire);
  return {
    accounts: [wireAccount("a", { current: rows[0] ? wire(rows[0], "amount") : null })],
    securities: rows.map((row, i) => wireSecurity(`s${i}`, { close_price: wire(row, "institution_price") })),
    holdings: rows.map((row, i) =>
      wireHolding("a", `s${i}`, {
        quantity: wire(row, "quantity"),
        institution_price: wire(row, "institution_price"),
        institution_value: wire(row, "institution_value"),
        cost_basis: wire(row, "cost_basis"),
        vested_quantity: wire(row, "vested_quantity"),
        tax_lots: [{ quantity: wire(row, "quantity") }],
      }),
    ),
    investment_transactions: rows.map((row, i) =>
      wireTransaction(`t${i}`, "a", "2026-01-15", {
        quantity: wire(row, "quantity"),
        amount: wire(row, "amount"),
        price: wire(row, "institution_price"),
        fees: wire(row, "cost_basis"),
      }),
    ),
  };
}

/** The answer as a browser gets it. */
async function overTheWire(): Promise<HoldingsList> {
  const response = await GET(ownRequest("http://localhost:3000/api/trpc/portfolio.holdings?input=%7B%7D"));
  return (await response.json()).result.data;
}

test(
  `R-28: in ${RUNS} portfolios every number that fits arrives as it was sent: quantities, prices, values, costs, amounts`,
  async () => {
    const property = fc.asyncProperty(fc.array(numbers, { minLength: 1, maxLength: 10 }), async (rows) => {
      item.show(pictureOf(rows));
      expect((await item.refresh()).upserts).toMatchObject({ holdings: rows.length });
      const told = (await overTheWire()).rows.filter((row) => row.kind === "position");
      const bySecurity = new Map(told.map((row) => [row.securityId, row]));
      const stored = await engine.query<Record<string, string>>(
        `SELECT h.security_id AS id, h.cost_basis::text AS cost, h.vested_quantity::text AS vested, h.tax_lots->0->>'quantity' AS lot,
           v.institution_value::text AS version, s.close_price::text AS close, t.quantity::text AS quantity, t.amount::text AS amount,
           t.price::text AS price, t.fees::text AS fees
         FROM holding h JOIN security s USING (security_id)
         JOIN holding_version v USING (item_id, account_id, security_id)
         JOIN investment_transaction t ON t.item_id = h.item_id AND t.investment_transaction_id = replace(h.security_id, 's', 't')
         WHERE h.item_id = $1 AND v.valid_to IS NULL`,
        [item.itemId],
      );
      const storedOf = new Map(stored.map((row) => [row.id, row]));
      for (const [i, row] of rows.entries()) {
        expect(bySecurity.get(`s${i}`)).toMatchObject({
          quantity: row.quantity.plain,
          price: row.institution_price.plain,
          value: row.institution_value.plain,
        });
        const padded = (field: keyof Numbers) => `${row[field].plain}${row[field].plain.includes(".") ? "" : "."}`;
        const column = (field: keyof Numbers) => {
          const text = padded(field);
          return text.padEnd(text.indexOf(".") + 1 + SCALE, "0");
        };
        expect(storedOf.get(`s${i}`)).toEqual({
          id: `s${i}`,
          cost: column("cost_basis"),
          vested: column("vested_quantity"),
          lot: row.quantity.wire,
          version: column("institution_value"),
          close: column("institution_price"),
          quantity: column("quantity"),
          amount: column("amount"),
          price: column("institution_price"),
          fees: column("cost_basis"),
        });
      }
    });
    await fc.assert(property, { numRuns: RUNS, endOnFailure: true });
  },
  60_000 + RUNS * MS_PER_RUN,
);

/** Beyond the columns: a digit too many on either side of the point. */
const tooLong = fc.oneof(
  fc.bigInt({ min: 10n ** 20n, max: 10n ** 40n }).map(String),
  fc.bigInt({ min: 1n, max: 9n }).map((digit) => `1.${"0".repeat(SCALE)}${digit}`),
  fc.integer({ min: 20, max: 9_999 }).map((exponent) => `1e${exponent}`),
  fc.integer({ min: 19, max: 9_999 }).map((exponent) => `-1e-${exponent}`),
  fc.constantFrom("1e99999999999", "1e-99999999999", "99999999999999999999.9999999999999999999"),
);

test(
  `R-28: a number that does not fit, wherever it stands, fails the refresh by name, and nothing is rounded or written`,
  async () => {
    const fine = { wire: "1", plain: "1" };
    const ones = Object.fromEntries(FIELDS.map((field) => [field, fine])) as Numbers;
    item.show(pictureOf([ones, ones]));
    await item.refresh();
    const before = await digestOfRows(engine, item.itemId);
    const property = fc.asyncProperty(tooLong, fc.constantFrom(...FIELDS), fc.nat(1), async (wire, field, at) => {
      const rows = [ones, ones].with(at, { ...ones, [field]: { wire, plain: "" } });
      item.show(pictureOf(rows));
      await expect(item.refresh()).rejects.toMatchObject({ code: "REFRESH_FAILED" });
      expect(await item.row()).toEqual({ state: "ok", reason: "unrepresentable_number" });
      expect(await digestOfRows(engine, item.itemId)).toBe(before);
    });
    await fc.assert(property, { numRuns: RUNS, endOnFailure: true });
  },
  60_000 + RUNS * MS_PER_RUN,
);
