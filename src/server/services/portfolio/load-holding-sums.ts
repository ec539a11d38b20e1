import type { CalendarDate } from "@/domain/calendar-date";
import { groupBy } from "@/domain/group-by";
import type { AccountId, ItemId } from "@/domain/ids";
import type { SummedAccount } from "@/domain/portfolio";
import type { Scope } from "@/domain/scope";
import { listAccountsOfItems } from "@/server/db/accounts";
import { listAccountsAsOf } from "@/server/db/as-of";
import type { Db, SqlExecutor } from "@/server/db/client";
import { type AccountSums, type HeldScope, sumHoldings } from "@/server/db/holding-sums";
import type { ItemRecord } from "@/server/db/items";
import { recallSums, type Summing } from "./recall-sums";

export type OwnedSums = Omit<SummedAccount, "positions"> & {
  readonly itemId: ItemId;
  readonly positions: readonly AccountSums[];
};

/** The part of what a user owns that a scope names; of what is not the user's there is none. */
export function heldScope(items: readonly ItemRecord[], scope: Scope, asOf: CalendarDate | null): HeldScope {
  const within = items.filter((item) => scope.kind === "all" || item.itemId === scope.itemId);
  return {
    itemIds: within.flatMap((item) => (item.refreshedAt ? [item.itemId] : [])),
    accountId: scope.kind === "account" ? scope.accountId : null,
    asOf,
  };
}

/**
 * Accounts with the sums of their positions; those whose positions were never read are left out, for their whole balance would
 * pass for cash.
 */
export async function loadHoldingSums(
  db: Db,
  snapshot: SqlExecutor,
  scope: HeldScope,
  sum: Summing = sumHoldings,
): Promise<OwnedSums[]> {
  const { itemIds, accountId, asOf } = scope;
  const accounts = await (asOf ? listAccountsAsOf(snapshot, itemIds, asOf) : listAccountsOfItems(snapshot, itemIds));
  const sums = await (asOf ? sum(snapshot, scope) : recallSums(db, snapshot, itemIds, sum));
  const sumsOf = groupBy(sums, accountKey);
  return accounts.flatMap(({ itemId, isActive, wasRead, ...account }) => {
    const positions = sumsOf.get(accountKey({ itemId, ...account })) ?? [];
    const isWithin = accountId === null || account.accountId === accountId;
    return isWithin && (wasRead || positions.length > 0) ? [{ itemId, account, isActive, positions }] : [];
  });
}

function accountKey(row: { itemId: ItemId; accountId: AccountId }): string {
  return `${row.itemId}\u0000${row.accountId}`;
}
