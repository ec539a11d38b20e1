"use client";

import { useTimeZone } from "@/client/time";
import { type Share, ShareChart } from "@/components/charts/share-chart";
import { formatCalendarDate } from "@/components/date";
import { currencyCode, formatMoney, formatShortMoney } from "@/components/money";
import { formatPercent } from "@/components/percent";
import { Segmented } from "@/components/ui/segmented";
import type { AllocationSlice, CurrencyOverview } from "@/contracts/overview";
import type { AllocationKey } from "@/domain/allocation-key";
import { calendarDateIn } from "@/domain/calendar-date";
import { ALLOCATION_TABS, sliceLabel } from "./allocation-texts";
import { CurrencyList } from "./currency-list";
import { SliceTable } from "./slice-table";
import { useOverviewUrl } from "./use-overview-url";

const COLORS = 8;
const REST = "--chart-rest";

/** How what is owned in one currency is made up. */
export function AllocationChart({ total, totals }: { total: CurrencyOverview; totals: readonly CurrencyOverview[] }) {
  const { by, setBy } = useOverviewUrl();
  const timeZone = useTimeZone();
  const tabs = <Segmented label="Allocation by" value={by} options={ALLOCATION_TABS} onChange={setBy} />;
  if (by === "currency") return <CurrencyList totals={totals} toolbar={tabs} />;
  const { allocation, currency } = total;
  const code = currencyCode(currency) ?? "no currency";
  const slices = allocation.by[by];
  const today = calendarDateIn(timeZone, new Date());
  const tab = ALLOCATION_TABS.find(({ value }) => value === by)?.label.toLowerCase() ?? by;
  return (
    <ShareChart
      title="Allocation"
      subtitle={`By ${tab}, in ${code}, ${formatCalendarDate(today)}`}
      fileName={`allocation-by-${by}-${code.toLowerCase().replaceAll(" ", "-")}-${today}`}
      shares={slices.map((slice, index) => toShare(by, slice, index, total))}
      whole={{ label: `Total in ${code}`, valueText: formatShortMoney(total.total, currency) }}
      toolbar={tabs}
      table={<SliceTable by={by} slices={slices} total={total} />}
      footnote={
        allocation.hasShorts &&
        "Some positions are worth less than nothing (sold short, or borrowed). Percentages are of the net total and sum to 100%; the ring shows sizes, whichever sign they have."
      }
    />
  );
}

function toShare(by: AllocationKey, slice: AllocationSlice, index: number, total: CurrencyOverview): Share {
  const { hasShorts } = total.allocation;
  const isRest = slice.merged > 0 || slice.key === null;
  return {
    key: slice.key ?? "unknown",
    label: sliceLabel(by, slice),
    color: isRest || index >= COLORS ? REST : `--chart-${index + 1}`,
    size: Number(slice.grossWeight ?? 0),
    shareText: weightText(slice.weight),
    valueText: formatMoney(slice.value, total.currency),
    note: hasShorts && slice.grossWeight !== null ? `${weightText(slice.grossWeight)} gross` : null,
  };
}

/** The sum that weights are of may be zero. */
export function weightText(weight: string | null): string {
  return weight === null ? "–" : formatPercent(weight, { places: 1 });
}
