import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currencyKey } from "./currency";
import { Decimal } from "./decimal";
import type { Account } from "./entities";
import { derivedCash, knownCostBasis, type Position, sumsOf, totalsOfSums, unrealizedGain } from "./portfolio";

const USD = { isoCurrencyCode: "USD", unofficialCurrencyCode: null };
const position = (
  over: Partial<Record<"quantity" | "institutionValue" | "costBasis", string | null>> &
    Partial<Pick<Position, "isoCurrencyCode">>,
) =>
  ({
    ...USD,
    accountId: "a",
    securityId: "s",
    isCash: false,
    ...over,
    quantity: new Decimal(over.quantity ?? "1"),
    institutionValue: new Decimal(over.institutionValue ?? "0"),
    costBasis: over.costBasis == null ? null : new Decimal(over.costBasis),
  }) as Position;
const account = (balance: string | null, over: Partial<Account> = {}) =>
  ({
    ...USD,
    accountId: "a",
    type: "investment",
    balanceCurrent: balance === null ? null : new Decimal(balance),
    ...over,
  }) as Account;
const owned = (balance: string | null, positions: Position[], over: Partial<Account> = {}) => ({
  account: account(balance, over),
  isActive: true,
  positions,
});

const totalsByCurrency = (accounts: readonly ReturnType<typeof owned>[]) =>
  totalsOfSums(accounts.map((one) => ({ ...one, positions: one.positions.map(sumsOf) })));

describe("derived cash", () => {
  test.each([
    ["what the balance holds beside the positions", "150", ["100"], "50", null],
    ["a rest of a cent is rounding", "100.01", ["100"], "0", null],
    ["so is a hundredth of a percent", "1000050", ["1000000"], "0", null],
    ["a negative rest is a gap, not negative cash", "90", ["100"], "0", "balance_below_positions"],
    ["no balance, nothing to derive", null, ["100"], "0", null],
  ] as const)("%s", (_name, balance, values, amount, incomplete) => {
    const cash = derivedCash(
      owned(
        balance,
        values.map((institutionValue) => position({ institutionValue })),
      ),
    );
    expect([cash.amount.toFixed(), cash.incomplete]).toEqual([amount, incomplete]);
  });

  test("is the margin loan where the account tells of one that large, and only there", () => {
    const positions = [position({ institutionValue: "100" })];
    const cashBeside = (loan: string | null) =>
      derivedCash(owned("70", positions, { marginLoanAmount: loan === null ? null : new Decimal(loan) }));
    expect(cashBeside("30")).toMatchObject({ amount: new Decimal("-30"), incomplete: null });
    expect(cashBeside("30.01")).toMatchObject({ amount: new Decimal("-30"), incomplete: null });
    for (const loan of ["29", "60", "0", null]) {
      expect(cashBeside(loan)).toMatchObject({ incomplete: "balance_below_positions" });
    }
  });

  test("is unknown when a position has another currency", () => {
    const mixed = owned("500", [position({ institutionValue: "100", isoCurrencyCode: "CAD" })]);
    expect(derivedCash(mixed)).toMatchObject({ incomplete: "mixed_currency_account" });
  });
});

describe("cost basis and gain", () => {
  test.each([
    ["a long position", "10", "120", "100", "20"],
    ["a short position gains what it fell", "-10", "-80", "-100", "20"],
    ["an unknown basis", "10", "120", null, null],
    ["zero is no basis of a long position", "10", "120", "0", null],
  ] as const)("%s", (_name, quantity, institutionValue, costBasis, gain) => {
    expect(unrealizedGain(position({ quantity, institutionValue, costBasis }))?.toFixed() ?? null).toBe(gain);
  });

  test("T18: unknown bases are left out of gain and named in the coverage", () => {
    const [total] = totalsByCurrency([
      owned("300", [
        position({ institutionValue: "100", costBasis: "80" }),
        position({ institutionValue: "200", costBasis: null }),
      ]),
    ]);
    expect(total?.unrealizedGain?.toFixed()).toBe("20");
    expect(total?.missingBasisCount).toBe(1);
    expect(total?.basisCoverage?.toFixed(4)).toBe("0.3333");
  });
});

test("T19: totals per currency, none mixed; depository accounts are left out", () => {
  const totals = totalsByCurrency([
    owned("10", [position({ institutionValue: "10" })]),
    owned("7", [position({ institutionValue: "5", isoCurrencyCode: "EUR" })], { isoCurrencyCode: "EUR" }),
    owned("999", [], { type: "depository" }),
  ]);
  expect(totals.map((total) => [total.currency.isoCurrencyCode, total.total.toFixed()])).toEqual([
    ["EUR", "7"],
    ["USD", "10"],
  ]);
});

test("the currency with the most positions comes first, whatever the amounts; then by code", () => {
  const of = (code: string, count: number, value: string) =>
    Array.from({ length: count }, () => position({ institutionValue: value, isoCurrencyCode: code }));
  const totals = totalsByCurrency([
    owned(null, [...of("JPY", 1, "1000000"), ...of("USD", 2, "1"), ...of("EUR", 1, "5")]),
  ]);
  expect(totals.map((total) => total.currency.isoCurrencyCode)).toEqual(["USD", "EUR", "JPY"]);
});

describe("what a total does not tell stands on it", () => {
  const NO_CURRENCY = { isoCurrencyCode: null, unofficialCurrencyCode: null };
  const eur = position({ institutionValue: "100", isoCurrencyCode: "EUR" });
  const usd = position({ institutionValue: "100" });
  const inactive = (entry: ReturnType<typeof owned>) => ({ ...entry, isActive: false });

  test.each([
    [
      "cash of an account that is no longer shown",
      [owned("100", [usd]), inactive(owned("50", []))],
      [["USD", "100", "account_inactive"]],
    ],
    [
      "no cash there, nothing to say",
      [owned("100", [usd]), inactive(owned("0", [])), inactive(owned(null, []))],
      [["USD", "100", ""]],
    ],
    [
      "positions of an account of unknown type",
      [owned(null, [usd], { type: "unknown", ...NO_CURRENCY })],
      [["USD", "100", "unknown_account_type"]],
    ],
    [
      "the balance of another type is not cash",
      [owned("900", [usd], { type: "depository" })],
      [["USD", "100", "unknown_account_type"]],
    ],
    [
      "a balance in an unknown currency, on the positions' total",
      [owned("500", [usd], NO_CURRENCY)],
      [["USD", "100", "unknown_currency"]],
    ],
    [
      "a balance in an unknown currency alone is cash in it",
      [owned("500", [], NO_CURRENCY)],
      [["unknown", "500", "unknown_currency"]],
    ],
    ["a balance of zero in an unknown currency is nothing", [owned("0", [], NO_CURRENCY)], []],
    [
      "no total for a currency in which nothing is known",
      [owned("500", [eur])],
      [["EUR", "100", "mixed_currency_account"]],
    ],
    [
      "the account's own currency, where it has positions",
      [owned("500", [eur, usd, usd])],
      [
        ["USD", "200", "mixed_currency_account"],
        ["EUR", "100", ""],
      ],
    ],
  ])("%s", (_name, accounts, expected) => {
    const totals = totalsByCurrency(accounts);
    expect(
      totals.map((total) => [currencyKey(total.currency), total.total.toFixed(), total.incomplete.join()]),
    ).toEqual(expected);
  });
});

test("the sum of accounts is the total, in any order, and scales with money", () => {
  const cents = fc.integer({ min: 1, max: 10 ** 9 }).map((value) => new Decimal(value).div(100).toFixed());
  fc.assert(
    fc.property(fc.array(fc.tuple(cents, cents), { minLength: 1, maxLength: 8 }), (accounts) => {
      const toOwned = ([value, cash]: [string, string], scale = 1) =>
        owned(new Decimal(value).times(2).plus(cash).times(scale).toFixed(), [
          position({ institutionValue: new Decimal(value).times(scale).toFixed() }),
        ]);
      const sum = accounts.reduce((total, [value, cash]) => total.plus(value).plus(value).plus(cash), new Decimal(0));
      const totalOf = (list: ReturnType<typeof owned>[]) => totalsByCurrency(list)[0]?.total.toFixed();
      expect(totalOf(accounts.map((entry) => toOwned(entry)))).toBe(sum.toFixed());
      expect(totalOf([...accounts].reverse().map((entry) => toOwned(entry)))).toBe(sum.toFixed());
      expect(totalOf(accounts.map((entry) => toOwned(entry, 3)))).toBe(sum.times(3).toFixed());
    }),
  );
});

test("a null basis is unknown, never zero", () => {
  expect(knownCostBasis(position({ costBasis: null }))).toBeNull();
});
