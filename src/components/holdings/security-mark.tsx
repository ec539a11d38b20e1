import {
  Banknote,
  Bitcoin,
  ChartCandlestick,
  CircleDashed,
  FileText,
  Landmark,
  Layers,
  type LucideIcon,
} from "lucide-react";
import type { HoldingRow } from "@/contracts/portfolio";

const ICONS: Readonly<Record<string, LucideIcon>> = {
  cash: Banknote,
  cryptocurrency: Bitcoin,
  derivative: ChartCandlestick,
  "fixed income": FileText,
  "mutual fund": Layers,
  etf: Layers,
  loan: Landmark,
  equity: Landmark,
};
const TICKER_LENGTH = 5;

/** A tile that tells the kind of security at a glance; its meaning stands in the text beside it. */
export function SecurityMark({ row }: { row: Pick<HoldingRow, "kind" | "tickerSymbol" | "securityType"> }) {
  const Icon = row.kind === "derived_cash" ? Banknote : (ICONS[row.securityType ?? ""] ?? CircleDashed);
  const letters =
    row.kind === "position" && row.tickerSymbol && row.tickerSymbol.length <= TICKER_LENGTH ? row.tickerSymbol : null;
  return (
    <span
      aria-hidden
      className="grid size-9 shrink-0 place-items-center rounded-lg bg-sunken text-[0.625rem] font-semibold tracking-tight text-muted"
    >
      {letters?.slice(0, 4) ?? <Icon className="size-4" />}
    </span>
  );
}
