import type { TimeChartData } from "@/components/charts/chart-data";
import { currencyCode, formatMoney, formatShortMoney } from "@/components/money";
import { formatQuantity } from "@/components/quantity";
import type { SecurityHistory } from "@/contracts/security";

/** The value of a position and how much of it was held, for the chart; both are what was last seen at each date. */
export function historyChartData({ currency, points }: SecurityHistory["series"][number]): TimeChartData {
  const money = (amount: string) => formatMoney(amount, currency);
  return {
    dates: points.map(({ date }) => date),
    series: [
      {
        name: `Value in ${currencyCode(currency) ?? "no currency"}`,
        shape: "area",
        values: points.map(({ value }) => value),
        format: money,
        formatShort: (amount) => formatShortMoney(amount, currency),
        isPrivate: true,
      },
      {
        name: "Quantity",
        shape: "steps",
        values: points.map(({ quantity }) => quantity),
        format: formatQuantity,
        formatShort: formatQuantity,
        isPrivate: true,
      },
    ],
  };
}
