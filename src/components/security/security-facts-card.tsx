"use client";

import { Money } from "@/components/money";
import { Card, CardHeader } from "@/components/ui/card";
import { type Fact, Facts } from "@/components/ui/facts";
import type { SecurityDetail, SecurityFacts } from "@/contracts/security";
import { PriceAge } from "./price-age";
import { kindText } from "./security-texts";

/** What Plaid says of the instrument; what it leaves out is left out. */
export function SecurityFactsCard({ detail: { security, today } }: { detail: SecurityDetail }) {
  return (
    <Card aria-labelledby="security-facts">
      <CardHeader title="About" titleId="security-facts" />
      <div className="px-5 pb-3">
        <Facts facts={[closePrice(security, today), ...factsOf(security)]} />
        {security.isPlaceholder && (
          <p className="pt-1 pb-2 text-xs text-muted">
            The brokerage names this security, and Plaid has not described it. Nothing more is known of it.
          </p>
        )}
      </div>
    </Card>
  );
}

function closePrice({ closePrice: price, closePriceAsOf, currency }: SecurityFacts, today: string): Fact {
  return {
    label: "Last close",
    value:
      price === null ? (
        <span className="font-normal text-muted">not given</span>
      ) : (
        <>
          <Money amount={price} currency={currency} isUnitPrice />
          <span className="block">
            <PriceAge date={closePriceAsOf} today={today} />
          </span>
        </>
      ),
  };
}

function factsOf(security: SecurityFacts): Fact[] {
  const facts: [label: string, value: string | null][] = [
    ["Kind", kindText(security)],
    ["Sector", security.sector],
    ["Industry", security.industry],
    ["Exchange (MIC)", security.marketIdentifierCode],
    ["ISIN", security.isin],
    ["CUSIP", security.cusip],
    ["FIGI", security.figi],
  ];
  return facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}
