import type { DecimalText } from "@/contracts/money";
import { formatNumber } from "./number-format";

type PercentFormat = { places?: number; sign?: "negative" | "exceptZero" };

/** A fraction (`0.1`) as per cent (`10.00%`), rounded half to even; never rounded up to a whole it does not reach. */
export function formatPercent(fraction: DecimalText, { places = 2, sign = "negative" }: PercentFormat = {}): string {
  const options = {
    style: "percent",
    minimumFractionDigits: places,
    maximumFractionDigits: places,
    roundingMode: "halfEven",
    signDisplay: sign,
  } as const;
  return formatNumber(fraction, options);
}

/** A rate that is in per cent already (`4.25`), every digit of it. */
export function formatRate(percentage: DecimalText): string {
  return `${formatNumber(percentage, { maximumFractionDigits: 20 })}%`;
}

/** Share of a whole that says 100 % or 0 % only when it is exactly that. */
export function formatShare(fraction: DecimalText): string {
  const text = formatPercent(fraction, { places: 0 });
  if (text === "100%" && /^0?\./.test(fraction)) return "over 99%";
  return text === "0%" && /[1-9]/.test(fraction) ? "under 1%" : text;
}

export function Percent({
  fraction,
  className,
  ...format
}: { fraction: DecimalText; className?: string } & PercentFormat) {
  return (
    <data value={fraction} className={className}>
      {formatPercent(fraction, format)}
    </data>
  );
}
