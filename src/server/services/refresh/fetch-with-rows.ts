import type { CalendarDate } from "@/domain/calendar-date";
import type { DateRange } from "@/domain/date-range";
import type { ItemId } from "@/domain/ids";
import type { AccessToken } from "@/server/plaid/access-token";
import { type Deadline, withSignal } from "@/server/plaid/deadline";
import { fetchPicture } from "@/server/plaid/fetch-picture";
import type { ServiceContext } from "@/server/services/context";
import type { ItemLease } from "./item-lease";
import { loadItemRows } from "./load-known";
import type { ProgressReport } from "./report-progress";

type Wanted = {
  readonly itemId: ItemId;
  readonly accessToken: AccessToken;
  readonly asked: DateRange | null;
  readonly today: CalendarDate;
};

/**
 * Plaid's picture and, meanwhile, what is stored. Ends as a whole: when the lease is lost or either half fails, the calls of
 * Plaid are called off before this throws.
 */
export async function fetchWithRows(
  ctx: ServiceContext,
  { itemId, accessToken, asked, today }: Wanted,
  deadline: Deadline,
  lease: ItemLease,
  progress: ProgressReport,
) {
  const callOff = new AbortController();
  const bounded = withSignal(withSignal(deadline, lease.signal), callOff.signal);
  const fetching = fetchPicture(ctx.plaid, accessToken, asked, { deadline: bounded, onProgress: progress.report });
  try {
    const [shown, rows] = await Promise.all([fetching, loadItemRows(ctx.db, itemId, asked, today)]);
    return { shown, rows };
  } catch (error) {
    callOff.abort();
    await fetching.catch(() => {});
    throw error;
  } finally {
    progress.stop();
  }
}
