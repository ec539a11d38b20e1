import { groupBy } from "@/domain/group-by";
import type { ItemId, SecurityId, UserId } from "@/domain/ids";
import type { PortfolioAccount } from "@/domain/portfolio";
import type { KnownSecurity } from "@/domain/reconcile/known";
import { namedSecurityIds } from "@/domain/reconcile/reconcile-securities";
import { listAccountsOfItems } from "@/server/db/accounts";
import type { SqlExecutor } from "@/server/db/client";
import { listHoldingsOfItems } from "@/server/db/holdings";
import { listInstitutions } from "@/server/db/institutions";
import type { ItemRecord } from "@/server/db/items";
import { listLinkedItemsIn } from "@/server/db/linked-items";
import { listSecurities } from "@/server/db/securities";
import { withSnapshot } from "@/server/db/transaction";
import type { ServiceContext } from "@/server/services/context";

export type OwnedAccount = PortfolioAccount & { readonly item: ItemRecord; readonly institutionName: string | null };

/** All that a user owns, by account, with the securities that it names. */
export type Portfolio = {
  readonly items: readonly (ItemRecord & { readonly displayName: string | null })[];
  readonly accounts: readonly OwnedAccount[];
  readonly securities: ReadonlyMap<SecurityId, KnownSecurity>;
};

/**
 * Reads the user's current positions as they stood at one instant: a refresh that ends meanwhile is in all of it or in none.
 * Items that were unlinked are not among them, nor are accounts whose positions were never read: their whole balance would pass
 * for cash.
 */
export async function loadPortfolio(ctx: ServiceContext, userId: UserId): Promise<Portfolio> {
  const { linked, accounts, holdings, securities } = await withSnapshot(ctx.db, (snapshot) =>
    readRows(snapshot, userId),
  );
  const institutions = await listInstitutions(
    ctx.db,
    linked.flatMap((item) => (item.institutionId ? [item.institutionId] : [])),
  );
  const names = new Map(institutions.map((institution) => [institution.institutionId, institution.name]));
  const items = linked.map((item) => ({
    ...item,
    displayName: (item.institutionId && names.get(item.institutionId)) || item.institutionName,
  }));
  const itemOf = new Map(items.map((item) => [item.itemId, item]));
  const described = new Map(securities.map((security) => [security.securityId, security]));
  const positions = holdings.map((row) => ({ ...row, isCash: described.get(row.securityId)?.type === "cash" }));
  const positionsOf = groupBy(positions, accountKey);
  return {
    items,
    accounts: accounts.flatMap(({ isActive, ...account }) => {
      const item = itemOf.get(account.itemId);
      if (!item) return [];
      const owned = positionsOf.get(accountKey(account)) ?? [];
      return [{ account, isActive, positions: owned, item, institutionName: item.displayName }];
    }),
    securities: described,
  };
}

async function readRows(snapshot: SqlExecutor, userId: UserId) {
  const linked = await listLinkedItemsIn(snapshot, userId);
  const itemIds = linked.flatMap((item) => (item.refreshedAt ? [item.itemId] : []));
  const accounts = await listAccountsOfItems(snapshot, itemIds);
  const holdings = await listHoldingsOfItems(snapshot, itemIds);
  const securities = await listSecurities(snapshot, [...namedSecurityIds(holdings)]);
  return { linked, accounts, holdings, securities };
}

function accountKey(row: { itemId: ItemId; accountId: string }): string {
  return `${row.itemId}\u0000${row.accountId}`;
}
