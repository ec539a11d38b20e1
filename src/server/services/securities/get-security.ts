import type { SecurityDetail } from "@/contracts/security";
import { calendarDateIn } from "@/domain/calendar-date";
import { type Currency, currencyKey } from "@/domain/currency";
import { type Decimal, ZERO } from "@/domain/decimal";
import { groupBy } from "@/domain/group-by";
import type { SecurityId } from "@/domain/ids";
import { parseOptionTerms } from "@/domain/instrument-terms";
import { derivedCash, isCounted } from "@/domain/portfolio";
import { ALL, isInScope, type Scope } from "@/domain/scope";
import { findHeldSecurity } from "@/server/db/security-positions";
import { withSnapshot } from "@/server/db/transaction";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import {
  accountKey,
  listSummedAccounts,
  type OwnSecurity,
  requireOwnSecurity,
  type SummedAccount,
} from "./load-security";
import { toBondFacts, toOptionFacts, toSecurityFacts } from "./to-security-facts";
import { type OwnPosition, toSecurityPosition, toSecurityTotals } from "./to-security-positions";

/**
 * One security with the user's positions in it, of one instant: what it is, where it is held, and what it is worth in each
 * currency. Errors: SECURITY_NOT_FOUND, also for one that only somebody else holds.
 */
export async function getSecurity(
  ctx: ServiceContext,
  { userId, securityId, scope = ALL }: { userId: string; securityId: string; scope?: Scope | undefined },
): Promise<SecurityDetail> {
  const owner = authorizeUser(ctx, userId);
  const { own, accounts, underlying } = await withSnapshot(ctx.db, async (snapshot) => {
    const found = await requireOwnSecurity(snapshot, owner, securityId as SecurityId);
    const ticker = parseOptionTerms(found.security.optionContract)?.underlyingTicker;
    return {
      own: found,
      accounts: await listSummedAccounts(snapshot, found.itemIds),
      underlying: ticker ? await findHeldSecurity(snapshot, found.itemIds, ticker) : null,
    };
  });
  const today = calendarDateIn(ctx.settings.timeZone, ctx.clock.now());
  const positions = toOwnPositions(own, accounts, scope);
  const isOption = own.security.optionContract !== null;
  return {
    security: toSecurityFacts(own.security),
    option: toOptionFacts(own.security, underlying, today),
    bond: toBondFacts(own.security, today),
    positions: positions.map((position) => toSecurityPosition(position, isOption, today)),
    totals: toSecurityTotals(positions, isOption),
    past: own.trace,
    isHeldElsewhere: own.positions.length > positions.length,
    today,
  };
}

/** The positions of the scope by currency, each with what its account and the scope hold in its currency. */
function toOwnPositions({ positions, security }: OwnSecurity, accounts: readonly SummedAccount[], scope: Scope) {
  const within = accounts.filter((account) => isInScope(scope, account));
  const totals = totalsOf(within);
  const accountOf = new Map(within.map((account) => [accountKey(account), account]));
  const rows = positions.flatMap((position): OwnPosition[] => {
    const account = accountOf.get(accountKey(position));
    if (!account) return [];
    const totalIn = (sums: ReadonlyMap<string, Decimal>) => sums.get(currencyKey(position)) ?? ZERO;
    const parts = { scopeTotal: totalIn(totals), accountTotal: totalIn(totalsOf([account])) };
    return [{ ...position, ...parts, isCash: security.type === "cash", account }];
  });
  return [...groupBy(rows, currencyKey).values()].flat();
}

/** All that accounts hold in each currency, the cash that their balances tell of included. */
function totalsOf(accounts: readonly SummedAccount[]): Map<string, Decimal> {
  const totals = new Map<string, Decimal>();
  const add = (currency: Currency, amount: Decimal) => {
    const key = currencyKey(currency);
    totals.set(key, (totals.get(key) ?? ZERO).plus(amount));
  };
  for (const account of accounts) {
    const valued = { account, isActive: account.isActive, positions: account.sums };
    if (!isCounted(valued)) continue;
    for (const sum of account.sums) add(sum, sum.institutionValue);
    add(account, derivedCash(valued).amount);
  }
  return totals;
}
