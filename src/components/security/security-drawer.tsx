"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { readFailure } from "@/client/failure";
import { trpc } from "@/client/trpc";
import { useScope } from "@/client/use-scope";
import { securityPath, useScopedHref } from "@/client/use-scoped-href";
import { accountText } from "@/components/holdings/holding-texts";
import { currencyCode } from "@/components/money";
import { FailureNotice } from "@/components/states/failure-notice";
import { buttonVariants } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { Skeleton } from "@/components/ui/skeleton";
import type { SecurityDetail } from "@/contracts/security";
import { InstrumentCards } from "./instrument-cards";
import { LotSums } from "./lots-card";
import { PositionRows } from "./positions-card";
import { SecurityFactsCard } from "./security-facts-card";
import { pastText, positionKey, subtitleOf, titleOf } from "./security-texts";
import { TotalFigures, TotalLabels } from "./security-total-card";

/** The short form of a security's page, beside the holdings. */
export function SecurityDrawer({
  securityId,
  isOpen,
  onClose,
}: {
  securityId: string;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { text: scope } = useScope();
  const { data, error, refetch } = trpc.portfolio.security.useQuery({ securityId, scope });
  const pageHref = useScopedHref(securityPath(securityId));
  return (
    <Sheet
      isOpen={isOpen}
      onClose={onClose}
      title={data ? titleOf(data) : "Security"}
      description={data && subtitleOf(data)}
      footer={
        <Link href={pageHref} className={buttonVariants({ variant: "primary" })}>
          Open the page
          <ArrowRight aria-hidden />
        </Link>
      }
    >
      {data ? (
        <DrawerBody detail={data} />
      ) : error ? (
        <FailureNotice failure={readFailure(error)} onRetry={() => void refetch()} className="m-5" />
      ) : (
        <div role="status" aria-label="Loading security" className="grid gap-4 p-5">
          <Skeleton className="h-36" />
          <Skeleton className="h-28" />
          <Skeleton className="h-44" />
        </div>
      )}
    </Sheet>
  );
}

function DrawerBody({ detail }: { detail: SecurityDetail }) {
  const { positions, totals, past } = detail;
  return (
    <div className="grid grid-cols-1 gap-5 py-5">
      {past && <p className="px-5 text-sm font-medium">{pastText(past)}</p>}
      {!past && positions.length === 0 && <p className="px-5 text-sm">Not held in the accounts shown.</p>}
      {totals.map((total) => (
        <section
          key={currencyCode(total.currency) ?? "none"}
          aria-label={`Position in ${currencyCode(total.currency) ?? "no currency"}`}
          className="@container px-5"
        >
          <TotalLabels total={total} />
          <TotalFigures total={total} />
        </section>
      ))}
      {positions.length > 0 && (
        <section aria-labelledby="drawer-positions">
          <h3 id="drawer-positions" className="px-5 pb-2 text-sm font-semibold">
            Held in
          </h3>
          <PositionRows detail={detail} isNarrow />
        </section>
      )}
      {positions.map(
        (position) =>
          position.lots && (
            <section
              key={positionKey(position)}
              aria-label={`Tax lots in ${[position.institutionName, accountText(position)].filter(Boolean).join(", ")}`}
            >
              <h3 className="px-5 pb-2 text-sm font-semibold">Tax lots</h3>
              <LotSums lots={position.lots} currency={position.currency} />
            </section>
          ),
      )}
      <div className="grid grid-cols-1 gap-5 px-5">
        <InstrumentCards detail={detail} />
        <SecurityFactsCard detail={detail} />
      </div>
    </div>
  );
}
