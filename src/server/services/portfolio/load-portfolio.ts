import type { CalendarDate } from "@/domain/calendar-date";
import { groupBy } from "@/domain/group-by";
import type { ItemId, SecurityId, UserId } from "@/domain/ids";
import type { PortfolioAccount } from "@/domain/portfolio";
import type { KnownSecurity } from "@/domain/reconcile/known";
import { namedSecurityIds } from "@/domain/reconcile/reconcile-securities";
import { ALL, concernsItem, isInScope, type Scope } from "@/domain/scope";
import { listAccountsOfItems } from "@/server/db/accounts";
import { listAccountsAsOf, listFirstDates, listHoldingsAsOf } from "@/server/db/as-of";
import type { SqlExecutor } from "@/server/db/client";
import { listHoldingsOfItems } from "@/server/db/holdings";
import { listInstitutions } from "@/server/db/institutions";
import { type ItemRecord, listLinkedItemsIn } from "@/server/db/items";
import { listSecurities } from "@/server/db/securities";
import { withSnapshot } from "@/server/db/transaction";
import type { ServiceContext } from "@/server/services/context";

export type OwnedAccount = PortfolioAccount & { readonly item: ItemRecord; readonly institutionName: string | null };

/** All that a user owns, by account, with the securities that it names. */
export type Portfolio = {
  readonly items: readonly (ItemRecord & { readonly displayName: string | null })[];
  readonly accounts: readonly OwnedAccount[];
  readonly securities: ReadonlyMap<SecurityId, KnownSecurity>;
  /** The first date of which anything is known of each Item; empty for the present. */
  readonly firstDates: ReadonlyMap<ItemId, CalendarDate>;
};

/**
 * Reads the user's current positions as they stood at one instant: a refresh that ends meanwhile is in all of it or in none.
 * Items that were unlinked are not among them, nor are accounts whose positions were never read: their whole balance would pass
 * for cash. `asOf` gives them as they were last seen on or before that date; names and descriptions are those of now.
 */
export async function loadPortfolio(
  ctx: ServiceContext,
  userId: UserId,
  asOf: CalendarDate | null = null,
): Promise<Portfolio> {
  return toPortfolio(ctx, await withSnapshot(ctx.db, (snapshot) => readPortfolio(snapshot, userId, { asOf })));
}

/** The rows of a portfolio, or of the part of it that a scope names, as part of a snapshot that other reads share. */
export async function readPortfolio(
  snapshot: SqlExecutor,
  userId: UserId,
  { asOf = null, scope = ALL }: { asOf?: CalendarDate | null; scope?: Scope },
) {
  const linked = (await listLinkedItemsIn(snapshot, userId)).filter((item) => concernsItem(scope, item.itemId));
  const rows = await readRows(snapshot, linked, asOf);
  const isWithin = (row: { itemId: ItemId; accountId: string }) => isInScope(scope, row);
  return { ...rows, accounts: rows.accounts.filter(isWithin), holdings: rows.holdings.filter(isWithin) };
}

/** The rows put together, with the names of their institutions. */
export async function toPortfolio(
  ctx: ServiceContext,
  { linked, accounts, holdings, securities, firstDates }: Awaited<ReturnType<typeof readPortfolio>>,
): Promise<Portfolio> {
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
    accounts: accounts.flatMap(({ isActive, wasRead, ...account }) => {
      const item = itemOf.get(account.itemId);
      const owned = positionsOf.get(accountKey(account)) ?? [];
      if (!item || (!wasRead && owned.length === 0)) return [];
      return [{ account, isActive, positions: owned, item, institutionName: item.displayName }];
    }),
    securities: described,
    firstDates,
  };
}

async function readRows(snapshot: SqlExecutor, linked: readonly ItemRecord[], asOf: CalendarDate | null) {
  const itemIds = linked.flatMap((item) => (item.refreshedAt ? [item.itemId] : []));
  const accounts = await (asOf ? listAccountsAsOf(snapshot, itemIds, asOf) : listAccountsOfItems(snapshot, itemIds));
  const holdings = await (asOf ? listHoldingsAsOf(snapshot, itemIds, asOf) : listHoldingsOfItems(snapshot, itemIds));
  const securities = await listSecurities(snapshot, [...namedSecurityIds(holdings)]);
  const firstDates = asOf ? await listFirstDates(snapshot, itemIds) : new Map<ItemId, CalendarDate>();
  return { linked, accounts, holdings, securities, firstDates };
}

function accountKey(row: { itemId: ItemId; accountId: string }): string {
  return `${row.itemId}\u0000${row.accountId}`;
}
