"use client";

import Link from "next/link";
import { securityPath, useScopedHref } from "@/client/use-scoped-href";
import { CalendarDay } from "@/components/date";
import { Unknown } from "@/components/gain";
import { Money } from "@/components/money";
import { formatRate } from "@/components/percent";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { type Fact, Facts } from "@/components/ui/facts";
import type { CurrencyDto } from "@/contracts/money";
import type { BondFacts, OptionFacts, SecurityDetail } from "@/contracts/security";
import { PriceAge } from "./price-age";
import { rateText, untilText } from "./security-texts";

/** What is to be known of an option or a bond beside its price; nothing of other instruments. */
export function InstrumentCards({ detail: { option, bond, security, today } }: { detail: SecurityDetail }) {
  return (
    <>
      {option && <OptionCard option={option} currency={security.currency} today={today} />}
      {bond && <BondCard bond={bond} currency={security.currency} />}
    </>
  );
}

function OptionCard({ option, currency, today }: { option: OptionFacts; currency: CurrencyDto; today: string }) {
  const type = option.contractType;
  return (
    <Card aria-labelledby="option-terms">
      <CardHeader
        title="Option"
        titleId="option-terms"
        aside={<Deadline days={option.daysToExpiry} past="Expired" />}
      />
      <Facts
        className="px-5 pb-3"
        facts={[
          { label: "Type", value: type === null ? <Unknown /> : type.charAt(0).toUpperCase() + type.slice(1) },
          { label: "Strike", value: <Price amount={option.strikePrice} currency={currency} /> },
          { label: "Expires", value: <Day date={option.expiresOn} days={option.daysToExpiry} /> },
          { label: "Underlying", value: <Underlying option={option} /> },
          ...underlyingPrice(option, currency, today),
          { label: "A contract is", value: "100 shares" },
        ]}
      />
    </Card>
  );
}

function underlyingPrice({ underlying, intrinsicValue }: OptionFacts, currency: CurrencyDto, today: string): Fact[] {
  if (!underlying || underlying.closePrice === null) return [];
  const close = (
    <>
      <Money amount={underlying.closePrice} currency={currency} isUnitPrice />
      <span className="block">
        <PriceAge date={underlying.closePriceAsOf} today={today} />
      </span>
    </>
  );
  const worth = { label: "Intrinsic value a share", value: <Price amount={intrinsicValue} currency={currency} /> };
  return intrinsicValue === null ? [] : [{ label: "Underlying's close", value: close }, worth];
}

function Underlying({ option: { underlying, underlyingTicker } }: { option: OptionFacts }) {
  const href = useScopedHref(underlying ? securityPath(underlying.securityId) : "");
  if (!underlying) return underlyingTicker ?? <Unknown />;
  return (
    <Link href={href} title={underlying.name} className="rounded text-accent hover:underline">
      {underlyingTicker}
    </Link>
  );
}

function BondCard({ bond, currency }: { bond: BondFacts; currency: CurrencyDto }) {
  const rate = bond.percentage === null ? <Unknown /> : formatRate(bond.percentage);
  return (
    <Card aria-labelledby="bond-terms">
      <CardHeader title="Bond" titleId="bond-terms" aside={<Deadline days={bond.daysToMaturity} past="Due" />} />
      <Facts
        className="px-5 pb-3"
        facts={[
          { label: rateText(bond), value: rate },
          { label: "Matures", value: <Day date={bond.maturesOn} days={bond.daysToMaturity} /> },
          { label: "Issued", value: <Day date={bond.issuedOn} days={null} /> },
          { label: "Par", value: <Price amount={bond.faceValue} currency={currency} /> },
        ]}
      />
    </Card>
  );
}

function Deadline({ days, past }: { days: number | null; past: string }) {
  if (days === null) return null;
  return days < 0 ? <Badge tone="warn">{past}</Badge> : <Badge>{untilText(days)}</Badge>;
}

function Price({ amount, currency }: { amount: string | null; currency: CurrencyDto }) {
  return amount === null ? <Unknown /> : <Money amount={amount} currency={currency} isUnitPrice />;
}

function Day({ date, days }: { date: string | null; days: number | null }) {
  if (date === null) return <Unknown />;
  return (
    <>
      <CalendarDay date={date} />
      {days !== null && <span className="block text-xs font-normal text-muted">{untilText(days)}</span>}
    </>
  );
}
