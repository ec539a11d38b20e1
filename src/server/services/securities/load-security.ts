import { AppError } from "@/domain/errors";
import { groupBy } from "@/domain/group-by";
import type { AccountId, ItemId, SecurityId, UserId } from "@/domain/ids";
import type { KnownAccount, KnownSecurity } from "@/domain/reconcile/known";
import { CLOSING_SUBTYPES } from "@/domain/transaction-class";
import { listAccountsOfItems } from "@/server/db/accounts";
import type { SqlExecutor } from "@/server/db/client";
import { listInstitutionNames } from "@/server/db/institutions";
import { listLinkedItemsIn } from "@/server/db/items";
import { listSecurities } from "@/server/db/securities";
import {
  type AccountSum,
  findSecurityTrace,
  listAccountSums,
  listPositionsOfSecurity,
  type SecurityTrace,
} from "@/server/db/security-positions";

export type NamedAccount = KnownAccount & { readonly itemId: ItemId; readonly institutionName: string | null };
/** An account with Σ value of its positions in each currency. */
export type SummedAccount = NamedAccount & { readonly sums: readonly AccountSum[] };

/** A security as one user knows it. `trace` is null while the user holds it. */
export type OwnSecurity = {
  readonly itemIds: readonly ItemId[];
  readonly security: KnownSecurity;
  readonly positions: Awaited<ReturnType<typeof listPositionsOfSecurity>>;
  readonly trace: SecurityTrace | null;
};

/**
 * The security with the user's positions in it, of one instant when `sql` is a snapshot.
 * Errors: SECURITY_NOT_FOUND when the user neither holds it nor ever did, as far as history and transactions know.
 */
export async function requireOwnSecurity(
  sql: SqlExecutor,
  userId: UserId,
  securityId: SecurityId,
): Promise<OwnSecurity> {
  const itemIds = (await listLinkedItemsIn(sql, userId)).map((item) => item.itemId);
  const positions = await listPositionsOfSecurity(sql, itemIds, securityId);
  const trace = positions.length > 0 ? null : await findSecurityTrace(sql, itemIds, securityId, CLOSING_SUBTYPES);
  const isKnown = trace === null || Object.values(trace).some((date) => date !== null);
  const [security] = isKnown ? await listSecurities(sql, [securityId]) : [];
  if (!security) throw new AppError("SECURITY_NOT_FOUND");
  return { itemIds, security, positions, trace };
}

/** The accounts of Items that were read, with what their positions add up to. */
export async function listSummedAccounts(sql: SqlExecutor, itemIds: readonly ItemId[]): Promise<SummedAccount[]> {
  const sums = groupBy(await listAccountSums(sql, itemIds), accountKey);
  const accounts = await listNamedAccounts(sql, itemIds);
  return accounts.flatMap(({ wasRead, ...account }) => {
    const own = sums.get(accountKey(account)) ?? [];
    return wasRead || own.length > 0 ? [{ ...account, sums: own }] : [];
  });
}

/** The accounts of Items with the names of their institutions. */
export async function listNamedAccounts(
  sql: SqlExecutor,
  itemIds: readonly ItemId[],
): Promise<(NamedAccount & { readonly wasRead: boolean })[]> {
  const names = await listInstitutionNames(sql, itemIds);
  const accounts = await listAccountsOfItems(sql, itemIds);
  return accounts.map((account) => ({ ...account, institutionName: names.get(account.itemId) ?? null }));
}

export function accountKey(row: { itemId: ItemId; accountId: AccountId }): string {
  return `${row.itemId}\u0000${row.accountId}`;
}
