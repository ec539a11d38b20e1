import type { SecurityHistory, SnapshotRow } from "@/contracts/security";
import { calendarDateIn } from "@/domain/calendar-date";
import { decimalText } from "@/domain/decimal";
import { type HistoryRange, rangeStart } from "@/domain/history-range";
import type { ItemId, SecurityId } from "@/domain/ids";
import { contractsOf } from "@/domain/instrument-terms";
import { type PositionVersion, toPositionSeries } from "@/domain/position-series";
import { ALL, isInScope, type Scope } from "@/domain/scope";
import { listVersionsOfSecurity } from "@/server/db/security-positions";
import { withSnapshot } from "@/server/db/transaction";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { toCurrencyDto } from "@/server/services/portfolio/to-holding-rows";
import { accountKey, listNamedAccounts, type NamedAccount, requireOwnSecurity } from "./load-security";

type Version = PositionVersion & { readonly itemId: ItemId };

/**
 * What the user's positions in one security were, as far back as they are known. Between two refreshes they are the last figures
 * seen, not values of those days. Errors: SECURITY_NOT_FOUND, also for one that only somebody else holds.
 */
export async function getSecurityHistory(
  ctx: ServiceContext,
  input: { userId: string; securityId: string; scope?: Scope | undefined; range: HistoryRange },
): Promise<SecurityHistory> {
  const { scope = ALL } = input;
  const today = calendarDateIn(ctx.settings.timeZone, ctx.clock.now());
  const since = rangeStart(input.range, today);
  const owner = authorizeUser(ctx, input.userId);
  const { own, all, accounts } = await withSnapshot(ctx.db, async (snapshot) => {
    const found = await requireOwnSecurity(snapshot, owner, input.securityId as SecurityId);
    return {
      own: found,
      all: await listVersionsOfSecurity(snapshot, found.itemIds, found.security.securityId),
      accounts: await listNamedAccounts(snapshot, found.itemIds),
    };
  });
  const versions = all.filter((version) => isInScope(scope, version));
  const within = versions.filter(({ validTo }) => since === null || validTo === null || validTo > since);
  const accountOf = new Map(accounts.map((account) => [accountKey(account), account]));
  const isOption = own.security.optionContract !== null;
  return {
    snapshots: within.flatMap((version) => {
      const account = accountOf.get(accountKey(version));
      return account ? [toSnapshot(version, account, isOption)] : [];
    }),
    series: toPositionSeries(within, { since, today }).map(({ currency, points }) => ({
      currency: toCurrencyDto(currency),
      points: points.map(({ date, quantity, value }) => ({
        date,
        quantity: decimalText(quantity),
        value: decimalText(value),
      })),
    })),
    knownFrom: versions.at(-1)?.validFrom ?? null,
  };
}

function toSnapshot(version: Version, account: NamedAccount, isOption: boolean): SnapshotRow {
  return {
    itemId: version.itemId,
    accountId: version.accountId,
    institutionName: account.institutionName,
    accountName: account.name,
    accountMask: account.mask,
    currency: toCurrencyDto(version),
    validFrom: version.validFrom,
    validTo: version.validTo,
    quantity: decimalText(version.quantity),
    contracts: isOption ? decimalText(contractsOf(version.quantity)) : null,
    price: decimalText(version.institutionPrice),
    value: decimalText(version.institutionValue),
    costBasis: version.costBasis && decimalText(version.costBasis),
  };
}
