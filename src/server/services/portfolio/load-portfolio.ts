import { groupBy } from "@/domain/group-by";
import type { ItemId, SecurityId, UserId } from "@/domain/ids";
import type { PortfolioAccount } from "@/domain/portfolio";
import type { KnownSecurity } from "@/domain/reconcile/known";
import { namedSecurityIds } from "@/domain/reconcile/reconcile-securities";
import { listAccountsOfItems } from "@/server/db/accounts";
import { sqlOf } from "@/server/db/client";
import { listHoldingsOfItems } from "@/server/db/holdings";
import { listInstitutions } from "@/server/db/institutions";
import { type ItemRecord, listLinkedItems } from "@/server/db/items";
import { listSecurities } from "@/server/db/securities";
import type { ServiceContext } from "@/server/services/context";

export type OwnedAccount = PortfolioAccount & { readonly item: ItemRecord; readonly institutionName: string | null };

/** All that a user owns, by account, with the securities that it names. */
export type Portfolio = {
  readonly items: readonly (ItemRecord & { readonly displayName: string | null })[];
  readonly accounts: readonly OwnedAccount[];
  readonly securities: ReadonlyMap<SecurityId, KnownSecurity>;
};

/**
 * Reads the user's current positions. Items that were unlinked are not among them, nor are accounts whose positions were never
 * read: their whole balance would pass for cash.
 */
export async function loadPortfolio(ctx: ServiceContext, userId: UserId): Promise<Portfolio> {
  const sql = sqlOf(ctx.db);
  const linked = await listLinkedItems(ctx.db, userId);
  const itemIds = linked.flatMap((item) => (item.refreshedAt ? [item.itemId] : []));
  const [accounts, holdings, institutions] = await Promise.all([
    listAccountsOfItems(sql, itemIds),
    listHoldingsOfItems(sql, itemIds),
    listInstitutions(
      ctx.db,
      linked.flatMap((item) => (item.institutionId ? [item.institutionId] : [])),
    ),
  ]);
  const securities = await listSecurities(sql, [...namedSecurityIds(holdings)]);
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

function accountKey(row: { itemId: ItemId; accountId: string }): string {
  return `${row.itemId}\u0000${row.accountId}`;
}
