import type { ValueHistory } from "@/contracts/overview";
import { calendarDateIn } from "@/domain/calendar-date";
import { currencyOfKey } from "@/domain/currency";
import { decimalText } from "@/domain/decimal";
import { DEFAULT_RANGE, type HistoryRange, rangeStart } from "@/domain/history-range";
import { ALL, accountOfScope, concernsItem, type Scope } from "@/domain/scope";
import { completeDays, joinedLater, shownFrom } from "@/domain/value-history";
import { listInstitutions } from "@/server/db/institutions";
import { type ItemRecord, listLinkedItemsIn } from "@/server/db/items";
import { withSnapshot } from "@/server/db/transaction";
import { listDayTotals, listSeenAccounts, listSeenDates, type SeenAccount } from "@/server/db/value-history";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";

/**
 * What the user owned at the end of each date of a range, in each currency, of all or of one scope: the last figures seen on or
 * before each date, so that a date which is over never changes. Items that are unlinked are not in it, nor were they ever.
 */
export async function getValueHistory(
  ctx: ServiceContext,
  input: { userId: string; scope?: Scope | undefined; range?: HistoryRange | undefined },
): Promise<ValueHistory> {
  const { scope = ALL, range = DEFAULT_RANGE } = input;
  const userId = authorizeUser(ctx, input.userId);
  const today = calendarDateIn(ctx.settings.timeZone, ctx.clock.now());
  const read = await withSnapshot(ctx.db, async (snapshot) => {
    const linked = (await listLinkedItemsIn(snapshot, userId)).filter((item) => concernsItem(scope, item.itemId));
    const choice = { itemIds: linked.map(({ itemId }) => itemId), accountId: accountOfScope(scope) };
    const seen = await listSeenAccounts(snapshot, choice);
    const [knownFrom] = seen.map(({ firstDate }) => firstDate).sort();
    if (knownFrom === undefined) return null;
    const from = shownFrom(rangeStart(range, today), knownFrom);
    const dates = await listSeenDates(snapshot, choice, 2);
    const totals = await listDayTotals(snapshot, choice, { from, to: today });
    return { linked, seen, knownFrom, from, hasHistory: dates.length > 1, totals };
  });
  if (!read) return { range, knownFrom: null, hasHistory: false, currencies: [], joined: [] };
  const nameOf = await itemNames(ctx, read.linked);
  return {
    range,
    knownFrom: read.knownFrom,
    hasHistory: read.hasHistory,
    currencies: [...completeDays(read.totals, today)].map(([key, days]) => ({
      currency: currencyOfKey(key),
      days: days.map(({ date, total, isCarried, incomplete }) => ({
        date,
        total: decimalText(total),
        isCarried,
        incomplete: [...incomplete],
      })),
    })),
    joined: joinedLater(read.seen)
      .filter(({ date }) => date > read.from)
      .map(({ date, spans }) => ({ date, names: joinedNames(spans, read.seen, nameOf) })),
  };
}

/** An Item that joined is told by its name, an account that joined its Item by its own. */
function joinedNames(
  spans: readonly SeenAccount[],
  seen: readonly SeenAccount[],
  nameOf: (itemId: string) => string,
): string[] {
  const isFirstOfItem = ({ itemId, firstDate }: SeenAccount) =>
    seen.every((other) => other.itemId !== itemId || other.firstDate >= firstDate);
  return [...new Set(spans.map((span) => (isFirstOfItem(span) ? nameOf(span.itemId) : span.name)))].sort();
}

async function itemNames(ctx: ServiceContext, items: readonly ItemRecord[]): Promise<(itemId: string) => string> {
  const ids = items.flatMap(({ institutionId }) => institutionId ?? []);
  const names = new Map((await listInstitutions(ctx.db, ids)).map((one) => [one.institutionId, one.name]));
  const byItem = new Map<string, string>(
    items.map(({ itemId, institutionId, institutionName }) => [
      itemId,
      (institutionId && names.get(institutionId)) || institutionName || "A brokerage",
    ]),
  );
  return (itemId) => byItem.get(itemId) ?? "A brokerage";
}
