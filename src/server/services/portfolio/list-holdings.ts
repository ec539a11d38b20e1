import type { HoldingGroup, HoldingListRow, HoldingsList, HoldingsQuery } from "@/contracts/holdings";
import type { AsOf } from "@/contracts/portfolio";
import { searchWords } from "@/domain/activity";
import { type CalendarDate, calendarDateIn, earlierOf } from "@/domain/calendar-date";
import { currencyKey } from "@/domain/currency";
import { DEFAULT_ORDER, type HoldingFilter, stalePriceLimit, UNKNOWN_TYPE } from "@/domain/holding-list";
import type { AccountId, ItemId } from "@/domain/ids";
import { isCounted, totalsOfSums } from "@/domain/portfolio";
import { ALL, concernsItem } from "@/domain/scope";
import { listFirstDates } from "@/server/db/as-of";
import type { Db, SqlExecutor } from "@/server/db/client";
import { listHoldingEntries } from "@/server/db/holding-list";
import { listInstitutions } from "@/server/db/institutions";
import { type ItemRecord, listLinkedItemsIn } from "@/server/db/items";
import { withSnapshot } from "@/server/db/transaction";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { toFreshness } from "./freshness";
import { type HoldingsCursor, parseCursor, toCursor } from "./holdings-cursor";
import { heldScope, loadHoldingSums, type OwnedSums } from "./load-holding-sums";
import { toCurrencyTotalDto } from "./to-holding-rows";
import { toCashLines, toListedGroups } from "./to-listed-groups";
import { toGroup, toListRow, toSubtotal } from "./to-listed-rows";
import { toSections } from "./to-sections";

const FIRST_PAGE_SIZE = 100;
const PAGE_SIZE = 500;

type Input = HoldingsQuery & { userId: string };

/**
 * What the user owns, a page at a time, each page of one instant, with totals per currency: the current holdings, or as they were
 * at the end of a date. Whoever follows the cursors meets every holding once that keeps its place in the order, whatever changes.
 */
export async function listHoldings(ctx: ServiceContext, input: Input): Promise<HoldingsList> {
  const today = calendarDateIn(ctx.settings.timeZone, ctx.clock.now());
  const asOf = input.asOf ? earlierOf(input.asOf, today) : null;
  const cursor = input.cursor ? parseCursor(input.cursor) : null;
  const owner = authorizeUser(ctx, input.userId);
  const read = await withSnapshot(ctx.db, async (snapshot) => {
    const items = await listLinkedItemsIn(snapshot, owner);
    return { items, ...(await readPage(ctx.db, snapshot, items, { input, asOf, today, cursor })) };
  });
  const { items, itemIds, page, totals, firstDates } = read;
  return {
    ...page,
    totals: totals.map(toCurrencyTotalDto),
    ...toFreshness(items.filter(({ itemId }) => concernsItem(input.scope ?? ALL, itemId))),
    itemCount: items.length,
    asOf: asOf && (await toAsOf(ctx, { items, itemIds, firstDates }, asOf)),
  };
}

type Asked = { input: Input; asOf: CalendarDate | null; today: CalendarDate; cursor: HoldingsCursor | null };

async function readPage(
  db: Db,
  snapshot: SqlExecutor,
  items: readonly ItemRecord[],
  { input, asOf, today, cursor }: Asked,
) {
  const scope = heldScope(items, input.scope ?? ALL, asOf);
  const accounts = await loadHoldingSums(db, snapshot, scope);
  const totals = totalsOfSums(accounts);
  const sections = toSections(totals, input, cursor);
  const filter = toFilter(input, today);
  const limit = cursor ? PAGE_SIZE : FIRST_PAGE_SIZE;
  const { orderBy: by = DEFAULT_ORDER.by, isDescending = DEFAULT_ORDER.isDescending } = input;
  const types = typesOf(accounts);
  const asked = { sections, filter, grouping: input.groupBy ?? "none" };
  const { entries, matching } = await listHoldingEntries(snapshot, {
    ...{ scope, ...asked, types, groups: toListedGroups(accounts, asked) },
    // Within a currency there is nothing to order by it.
    order: by === "currency" ? DEFAULT_ORDER : { by, isDescending },
    cash: accounts.filter(isCounted).flatMap(toCashLines),
    today: asOf ?? today,
    limit: limit + 1,
    after: cursor?.position ?? null,
  });
  const shown = entries.slice(0, limit);
  const last = entries.length > limit ? shown.at(-1) : undefined;
  const totalOf = new Map(totals.map((total) => [currencyKey(total.currency), total.total]));
  const rows: HoldingListRow[] = [];
  const groups: HoldingGroup[] = [];
  for (const { row, group } of shown) {
    if (row) rows.push(toListRow(row, { totalOf, staleBefore: stalePriceLimit(today) }));
    else groups.push(toGroup(group, rows.length));
  }
  const currencies = sections.map(({ currency }) => currency);
  const page = {
    ...{ rows, groups, nextCursor: last ? toCursor({ position: last.position, currencies }) : null },
    matching: cursor ? null : matching.map(toSubtotal),
    types,
  };
  const firstDates = asOf ? await listFirstDates(snapshot, scope.itemIds) : new Map<ItemId, CalendarDate>();
  return { page, totals, firstDates, itemIds: scope.itemIds };
}

function toFilter(input: Input, today: CalendarDate): HoldingFilter {
  return {
    words: searchWords(input.search ?? ""),
    type: input.type ?? null,
    accountId: (input.accountId ?? null) as AccountId | null,
    institution: input.institution ?? null,
    hasNoBasis: input.hasNoBasis ?? false,
    pricedBefore: input.hasStalePrice ? stalePriceLimit(today) : null,
  };
}

function typesOf(accounts: readonly OwnedSums[]): string[] {
  return [...new Set(accounts.flatMap(({ positions }) => positions.map(({ type }) => type ?? UNKNOWN_TYPE)))].sort();
}

type Known = {
  items: readonly ItemRecord[];
  itemIds: readonly ItemId[];
  firstDates: ReadonlyMap<ItemId, CalendarDate>;
};

async function toAsOf(ctx: ServiceContext, { items, itemIds, firstDates }: Known, date: CalendarDate): Promise<AsOf> {
  const ids = items.flatMap((item) => (item.institutionId ? [item.institutionId] : []));
  const names = new Map((await listInstitutions(ctx.db, ids)).map((one) => [one.institutionId, one.name]));
  const known = items
    .filter((item) => item.refreshedAt === null || itemIds.includes(item.itemId))
    .map(({ itemId, institutionId, institutionName }) => ({
      itemId,
      institutionName: (institutionId && names.get(institutionId)) || institutionName,
      knownFrom: firstDates.get(itemId) ?? null,
    }));
  return {
    date,
    knownFrom: [...firstDates.values()].sort()[0] ?? null,
    notYetKnown: known.filter(({ knownFrom }) => knownFrom === null || knownFrom > date),
  };
}
