"use client";

import { Archive, EyeOff } from "lucide-react";
import { useScope } from "@/client/use-scope";
import { CalendarDay } from "@/components/date";
import { currencyCode } from "@/components/money";
import { EmptyState } from "@/components/states/empty-state";
import { Button } from "@/components/ui/button";
import type { PastPosition, SecurityDetail } from "@/contracts/security";
import { ALL } from "@/domain/scope";
import { HistorySection } from "./history-section";
import { InstrumentCards } from "./instrument-cards";
import { LotsCard } from "./lots-card";
import { PositionsCard } from "./positions-card";
import { SecurityActivity } from "./security-activity";
import { SecurityFactsCard } from "./security-facts-card";
import { pastText } from "./security-texts";
import { SecurityTotalCard } from "./security-total-card";
import { StoredJson } from "./stored-json";

export function SecurityView({ detail, scope }: { detail: SecurityDetail; scope: string }) {
  const { security, positions, totals, past } = detail;
  const { securityId } = security;
  const name = security.tickerSymbol ?? securityId;
  return (
    <div className="grid grid-cols-1 gap-5 xl:grid-cols-[minmax(0,1fr)_19rem] xl:items-start">
      <div className="grid grid-cols-1 gap-5">
        {past && <Sold past={past} />}
        {!past && positions.length === 0 && <OutOfScope />}
        {totals.map((total) => (
          <SecurityTotalCard key={currencyCode(total.currency) ?? "none"} total={total} />
        ))}
        {positions.length > 0 && <PositionsCard detail={detail} />}
        {positions.length > 0 && security.type !== "cash" && <LotsCard detail={detail} />}
      </div>
      <div className="grid grid-cols-1 gap-5 md:max-xl:grid-cols-2 md:max-xl:items-start">
        <InstrumentCards detail={detail} />
        <SecurityFactsCard detail={detail} />
      </div>
      <div className="grid grid-cols-1 gap-5 xl:col-span-2">
        <HistorySection securityId={securityId} scope={scope} name={name} />
        <SecurityActivity securityId={securityId} scope={scope} />
        <StoredJson securityId={securityId} />
      </div>
    </div>
  );
}

function Sold({ past }: { past: PastPosition }) {
  return (
    <EmptyState icon={<Archive aria-hidden />} title={pastText(past)}>
      You do not hold it now; what was stored of it stays.
      {past.heldFrom && past.heldUntil && (
        <>
          {" "}
          Refreshes saw it from <CalendarDay date={past.heldFrom} /> and no longer on{" "}
          <CalendarDay date={past.heldUntil} />.
        </>
      )}
    </EmptyState>
  );
}

function OutOfScope() {
  const { setScope } = useScope();
  return (
    <EmptyState
      icon={<EyeOff aria-hidden />}
      title="Not held in the accounts shown"
      action={<Button onClick={() => setScope(ALL)}>Show all accounts</Button>}
    >
      Another of your accounts holds it.
    </EmptyState>
  );
}
