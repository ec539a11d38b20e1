import fc from "fast-check";
import { expect, test } from "vitest";
import type { CalendarDate } from "@/domain/calendar-date";
import { Decimal } from "@/domain/decimal";
import type { Account, Holding, InvestmentTransaction, Picture } from "@/domain/entities";
import type { AccountId, InvestmentTransactionId, SecurityId } from "@/domain/ids";
import { type Known, type KnownTransaction, positionKey } from "./known";
import { type Changes, reconcile } from "./reconcile";

const WINDOW = { startDate: "2026-01-01" as CalendarDate, endDate: "2026-01-31" as CalendarDate };
const NOW = new Date("2026-01-31T12:00:00Z");
const USD = { isoCurrencyCode: "USD", unofficialCurrencyCode: null };

const account = fc
  .record({ accountId: fc.constantFrom("a", "b", "c"), balance: fc.nat(100) })
  .map(
    ({ accountId, balance }) =>
      ({ ...USD, accountId, name: accountId, type: "investment", balanceCurrent: new Decimal(balance) }) as Account,
  );
const holding = fc
  .record({ accountId: fc.constantFrom("a", "b", "c"), securityId: fc.constantFrom("s", "t"), units: fc.nat(5) })
  .map(
    ({ accountId, securityId, units }) =>
      ({
        ...USD,
        accountId,
        securityId,
        quantity: new Decimal(units),
        institutionPrice: new Decimal(1),
        institutionValue: new Decimal(units),
        costBasis: null,
        vestedQuantity: null,
        vestedValue: null,
        taxLots: null,
      }) as Holding,
  );
const transaction = fc
  .record({
    id: fc.nat(9),
    accountId: fc.constantFrom("a", "b", "c"),
    day: fc.constantFrom("2025-12-31", "2026-01-10", "2026-01-20"),
    amount: fc.nat(3),
  })
  .map(
    ({ id, accountId, day, amount }) =>
      ({
        ...USD,
        investmentTransactionId: `t${id}`,
        accountId,
        securityId: null,
        date: day,
        amount: new Decimal(amount),
        quantity: new Decimal(0),
        price: new Decimal(0),
        fees: null,
        name: "x",
        type: "cash",
        subtype: null,
      }) as unknown as InvestmentTransaction,
  );
const picture: fc.Arbitrary<Picture> = fc.record({
  accounts: fc.uniqueArray(account, { selector: (row) => row.accountId, minLength: 1 }),
  holdings: fc.array(holding, { maxLength: 6 }),
  transactions: fc.uniqueArray(transaction, { selector: (row) => row.investmentTransactionId, maxLength: 10 }),
  securities: fc.constant([]),
  transactionAccountIds: fc.constant(new Set(["a", "b", "c"] as AccountId[])),
});

const NOTHING: Known = {
  accounts: new Map(),
  holdings: new Map(),
  transactions: new Map(),
  securities: new Map(),
  days: new Map(),
  doubt: null,
};

function changesOf(shown: Picture, known: Known): Changes | null {
  const result = reconcile({ shown, known, window: WINDOW, asked: WINDOW, today: WINDOW.endDate, now: NOW });
  return result.kind === "changes" ? result.changes : null;
}

/** What is stored once the changes are written. */
function apply(known: Known, changes: Changes): Known {
  const accounts = new Map(known.accounts);
  for (const row of changes.accounts) accounts.set(row.accountId, row);
  for (const id of changes.inactiveAccounts) {
    const stored = accounts.get(id);
    if (stored) accounts.set(id, { ...stored, isActive: false });
  }
  const holdings = new Map(known.holdings);
  for (const row of changes.holdings) holdings.set(positionKey(row), row);
  for (const row of changes.removedHoldings) holdings.delete(positionKey(row));
  const transactions = new Map<InvestmentTransactionId, KnownTransaction>(known.transactions);
  for (const row of changes.transactions)
    transactions.set(row.investmentTransactionId, { ...row, removedAt: null, missingSince: null });
  for (const row of changes.withdrawnTransactions)
    transactions.set(row.investmentTransactionId, { ...row, removedAt: NOW, missingSince: null });
  for (const row of changes.missingTransactions)
    transactions.set(row.investmentTransactionId, { ...row, removedAt: null, missingSince: NOW });
  const securities = new Map(known.securities);
  for (const row of changes.securities) securities.set(row.securityId, row);
  const days = new Map(known.days);
  for (const row of changes.accountDays) days.set(row.accountId, row);
  return { accounts, holdings, transactions, securities, days, doubt: null };
}

test("R-05: the same picture twice changes nothing the second time, and counts the same", () => {
  fc.assert(
    fc.property(picture, picture, (before, shown) => {
      const first = changesOf(before, NOTHING);
      const known = first ? apply(NOTHING, first) : NOTHING;
      const second = changesOf(shown, known);
      fc.pre(second !== null);
      if (!second) return;
      const third = changesOf(shown, apply(known, second));
      expect(third?.counts).toEqual(second.counts);
      expect(
        third &&
          [
            third.accounts,
            third.inactiveAccounts,
            third.holdings,
            third.removedHoldings,
            third.versions,
            third.transactions,
            third.withdrawnTransactions,
            third.accountDays,
            third.securities,
            third.changes,
          ].flat(),
      ).toEqual([]);
    }),
  );
});

test("what is stored for the shown accounts is what was shown", () => {
  fc.assert(
    fc.property(picture, picture, (before, shown) => {
      const first = changesOf(before, NOTHING);
      const known = first ? apply(NOTHING, first) : NOTHING;
      const changes = changesOf(shown, known);
      fc.pre(changes !== null);
      if (!changes) return;
      const after = apply(known, changes);
      const shownAccounts = new Set(shown.accounts.map((row) => row.accountId));
      const units = new Map<string, number>();
      for (const row of shown.holdings)
        units.set(positionKey(row), (units.get(positionKey(row)) ?? 0) + row.quantity.toNumber());
      for (const [key, row] of after.holdings) {
        if (shownAccounts.has(row.accountId)) expect(row.quantity.toNumber()).toBe(units.get(key));
      }
      const live = [...after.transactions.values()].filter(
        (row) => row.removedAt === null && row.date >= WINDOW.startDate && shownAccounts.has(row.accountId),
      );
      const expected = shown.transactions.filter(
        (row) => row.date >= WINDOW.startDate && shownAccounts.has(row.accountId),
      );
      expect(live.map((row) => row.investmentTransactionId).sort()).toEqual(
        expected.map((row) => row.investmentTransactionId).sort(),
      );
    }),
  );
});

test("accounts that are not shown keep their positions and become inactive", () => {
  fc.assert(
    fc.property(picture, picture, (before, shown) => {
      const first = changesOf(before, NOTHING);
      fc.pre(first !== null);
      const known = first ? apply(NOTHING, first) : NOTHING;
      const changes = changesOf(shown, known);
      if (!changes) return;
      const shownAccounts = new Set<AccountId>(shown.accounts.map((row) => row.accountId));
      expect(changes.removedHoldings.every((row) => shownAccounts.has(row.accountId))).toBe(true);
      const gone = [...known.accounts.values()].filter((row) => row.isActive && !shownAccounts.has(row.accountId));
      expect(new Set(changes.inactiveAccounts)).toEqual(new Set(gone.map((row) => row.accountId)));
    }),
  );
});

test("every named security exists afterwards, sorted by id", () => {
  fc.assert(
    fc.property(picture, (shown) => {
      const changes = changesOf(shown, NOTHING);
      const ids = changes?.securities.map((row) => row.securityId) ?? [];
      expect(ids).toEqual([...new Set<SecurityId>(shown.holdings.map((row) => row.securityId))].sort());
    }),
  );
});
