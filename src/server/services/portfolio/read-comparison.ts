import type { CalendarDate } from "@/domain/calendar-date";
import type { DayTotal } from "@/domain/value-history";
import type { SqlExecutor } from "@/server/db/client";
import { type HoldingMove, listPriceMoves } from "@/server/db/price-moves";
import {
  type AccountChoice,
  listDayTotals,
  listSeenAccounts,
  listSeenDates,
  type SeenAccount,
} from "@/server/db/value-history";

/** The candidates of a currency from which the movers are chosen: more than are shown, for several may be of one security. */
const MOVES_PER_CURRENCY = 60;

/** What the present is compared with. Dates and previous totals are null and empty where there is only one date. */
export type Comparison = {
  readonly seen: readonly SeenAccount[];
  readonly date: CalendarDate | null;
  readonly previousDate: CalendarDate | null;
  readonly previous: readonly DayTotal[];
  readonly moves: readonly HoldingMove[];
};

/** The two last dates on which anything was seen, and what was owned at the end of the earlier one. */
export async function readComparison(snapshot: SqlExecutor, choice: AccountChoice): Promise<Comparison> {
  const seen = await listSeenAccounts(snapshot, choice);
  const [date = null, previousDate = null] = await listSeenDates(snapshot, choice, 2);
  if (previousDate === null) return { seen, date, previousDate, previous: [], moves: [] };
  const previous = await listDayTotals(snapshot, choice, { from: previousDate, to: previousDate });
  const moves = await listPriceMoves(snapshot, choice, previousDate, MOVES_PER_CURRENCY);
  return { seen, date, previousDate, previous, moves };
}
