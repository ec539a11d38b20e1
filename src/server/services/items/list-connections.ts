import type { ConnectionCard, RefreshStage } from "@/contracts/items";
import { decimalText } from "@/domain/decimal";
import { findDuplicates } from "@/domain/duplicate-items";
import { isResting } from "@/domain/item-status";
import type { KnownAccount } from "@/domain/reconcile/known";
import { listAccountsOfItems } from "@/server/db/accounts";
import { sqlOf } from "@/server/db/client";
import { type InstitutionRecord, listInstitutions } from "@/server/db/institutions";
import { type ItemRecord, listLinkedItems } from "@/server/db/items";
import { listRunningRefreshes } from "@/server/db/refresh-history";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { BEYOND_REPAIR, connectionText, needsReconnect } from "./connection-texts";

/** The user's linked brokerages with their accounts, their state, and the refresh under way, oldest link first. */
export async function listConnections(ctx: ServiceContext, input: { userId: string }): Promise<ConnectionCard[]> {
  const items = await listLinkedItems(ctx.db, authorizeUser(ctx, input.userId));
  const itemIds = items.map((item) => item.itemId);
  const institutionIds = items.flatMap((item) => (item.institutionId ? [item.institutionId] : []));
  const [accounts, institutions, running] = await Promise.all([
    listAccountsOfItems(sqlOf(ctx.db), itemIds),
    listInstitutions(ctx.db, institutionIds),
    listRunningRefreshes(sqlOf(ctx.db), itemIds),
  ]);
  const accountsOf = (itemId: string) => accounts.filter((account) => account.itemId === itemId);
  const duplicates = findDuplicates(items.map((item) => ({ ...item, accounts: accountsOf(item.itemId) })));
  return items.map((item) => {
    const refresh = running.find((candidate) => candidate.itemId === item.itemId);
    return {
      ...toCard(
        item,
        institutions.find((institution) => institution.institutionId === item.institutionId),
      ),
      duplicateOfItemId: duplicates.get(item.itemId) ?? null,
      accounts: accountsOf(item.itemId).map(toAccountRow),
      progress: refresh
        ? {
            stage: refresh.stage as RefreshStage,
            transactionsDone: refresh.done,
            transactionsTotal: refresh.total,
            runId: refresh.runId,
            trigger: refresh.trigger,
          }
        : null,
    };
  });
}

type CardParts = "duplicateOfItemId" | "accounts" | "progress";

function toCard(item: ItemRecord, institution: InstitutionRecord | undefined): Omit<ConnectionCard, CardParts> {
  return {
    itemId: item.itemId,
    institutionName: institution?.name ?? item.institutionName,
    institutionLogo: institution?.logo ?? null,
    institutionColor: institution?.primaryColor ?? null,
    state: item.state,
    stateText: connectionText(item),
    reason: item.reason,
    stateSince: item.stateSince.toISOString(),
    refreshedAt: item.refreshedAt?.toISOString() ?? null,
    providerUpdatedAt: item.providerUpdatedAt?.toISOString() ?? null,
    historyLoadedAt: item.historyLoadedAt?.toISOString() ?? null,
    limitedUntil: item.limitedUntil?.toISOString() ?? null,
    nextRefreshAt: isResting(item) ? null : (item.nextRefreshAt?.toISOString() ?? null),
    isResting: isResting(item),
    failureCount: item.failureCount,
    expiresAt: item.expiresAt?.toISOString() ?? null,
    linkedAt: item.linkedAt.toISOString(),
    needsReconnect: needsReconnect(item.state),
    canAddAccounts: !BEYOND_REPAIR.includes(item.state),
    newAccountsAt: item.newAccountsAt?.toISOString() ?? null,
  };
}

function toAccountRow(account: KnownAccount): ConnectionCard["accounts"][number] {
  return {
    accountId: account.accountId,
    name: account.name,
    mask: account.mask,
    type: account.type,
    subtype: account.subtype,
    currency: { isoCurrencyCode: account.isoCurrencyCode, unofficialCurrencyCode: account.unofficialCurrencyCode },
    balanceCurrent: account.balanceCurrent && decimalText(account.balanceCurrent),
    isActive: account.isActive,
  };
}
