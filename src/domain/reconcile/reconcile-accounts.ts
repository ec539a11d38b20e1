import type { CalendarDate } from "@/domain/calendar-date";
import { currencyKey } from "@/domain/currency";
import { type Decimal, ZERO } from "@/domain/decimal";
import type { Account, Holding, Picture } from "@/domain/entities";
import { groupBy } from "@/domain/group-by";
import type { AccountId } from "@/domain/ids";
import { isUnchanged } from "./field-changes";
import { type AccountDay, type Known, type KnownAccount, positionKey } from "./known";

const FIELDS = [
  "name",
  "officialName",
  "mask",
  "type",
  "subtype",
  "isoCurrencyCode",
  "unofficialCurrencyCode",
  "balanceCurrent",
  "balanceAvailable",
  "balanceLimit",
  "marginLoanAmount",
] as const satisfies readonly (keyof Account)[];

const DAY_FIELDS = [
  "isActive",
  "balanceCurrent",
  "marginLoanAmount",
  "isoCurrencyCode",
  "unofficialCurrencyCode",
  "positionCount",
] as const satisfies readonly (keyof AccountDay)[];

/** Accounts that are new, changed or shown again, and inactive placeholders for those that only a row names. */
export function accountsToUpsert(shown: Picture, known: Known): KnownAccount[] {
  const upserts: KnownAccount[] = [];
  for (const account of shown.accounts) {
    const stored = known.accounts.get(account.accountId);
    if (!stored?.isActive || !isUnchanged<Account>(stored, account, FIELDS))
      upserts.push({ ...account, isActive: true });
  }
  const shownIds = new Set(shown.accounts.map((account) => account.accountId));
  const named = new Set([...shown.holdings, ...shown.transactions].map((row) => row.accountId));
  for (const accountId of named) {
    if (!shownIds.has(accountId) && !known.accounts.has(accountId)) upserts.push(placeholderAccount(accountId));
  }
  return upserts;
}

/** Stored active accounts that the answer does not show; their holdings stay as they are. */
export function accountsToDeactivate(shown: Picture, known: Known): KnownAccount[] {
  const shownIds = new Set(shown.accounts.map((account) => account.accountId));
  return [...known.accounts.values()].filter((account) => account.isActive && !shownIds.has(account.accountId));
}

/** Today's state of the accounts shown, and of those that no longer are, as far as it differs from what is stored for today. */
export function accountDaysToUpsert(
  shown: Picture,
  positions: readonly Holding[],
  known: Known,
  today: CalendarDate,
): AccountDay[] {
  const shownOf = groupBy(positions, (position) => position.accountId);
  const held = new Map([...known.holdings, ...positions.map((position) => [positionKey(position), position] as const)]);
  const heldOf = groupBy(held.values(), (position) => position.accountId);
  const days = [
    ...shown.accounts.map((account) =>
      toAccountDay({ ...account, isActive: true }, shownOf.get(account.accountId) ?? [], today),
    ),
    ...accountsToDeactivate(shown, known).map((account) =>
      toAccountDay({ ...account, isActive: false }, heldOf.get(account.accountId) ?? [], today),
    ),
  ];
  return days.filter((day) => {
    const stored = known.days.get(day.accountId);
    return !stored || !isUnchanged(stored, day, DAY_FIELDS) || !sameTotals(stored.positionTotals, day.positionTotals);
  });
}

function toAccountDay(account: KnownAccount, positions: readonly Holding[], date: CalendarDate): AccountDay {
  const positionTotals = new Map<string, Decimal>();
  for (const position of positions) {
    const key = currencyKey(position);
    positionTotals.set(key, (positionTotals.get(key) ?? ZERO).plus(position.institutionValue));
  }
  return {
    accountId: account.accountId,
    date,
    isActive: account.isActive,
    balanceCurrent: account.balanceCurrent,
    marginLoanAmount: account.marginLoanAmount,
    isoCurrencyCode: account.isoCurrencyCode,
    unofficialCurrencyCode: account.unofficialCurrencyCode,
    positionTotals,
    positionCount: positions.length,
  };
}

function sameTotals(a: ReadonlyMap<string, Decimal>, b: ReadonlyMap<string, Decimal>): boolean {
  return a.size === b.size && [...a].every(([key, total]) => b.get(key)?.equals(total));
}

function placeholderAccount(accountId: AccountId): KnownAccount {
  return {
    accountId,
    name: "Unnamed account",
    officialName: null,
    mask: null,
    type: "unknown",
    subtype: null,
    isoCurrencyCode: null,
    unofficialCurrencyCode: null,
    balanceCurrent: null,
    balanceAvailable: null,
    balanceLimit: null,
    marginLoanAmount: null,
    isActive: false,
  };
}
