"use client";

import type { ReactNode } from "react";
import { CalendarDay } from "@/components/date";
import { DownloadCsvButton } from "@/components/download-csv-button";
import { GainAmount, Unknown } from "@/components/gain";
import { accountText } from "@/components/holdings/holding-texts";
import { Money } from "@/components/money";
import { Quantity } from "@/components/quantity";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { NoticeBox } from "@/components/ui/notice-box";
import { type RowColumn, RowTable } from "@/components/ui/row-table";
import type { CurrencyDto } from "@/contracts/money";
import type { SecurityDetail, SecurityPosition, TaxLotRow, TaxLots } from "@/contracts/security";
import type { LotTerm } from "@/domain/tax-lots";
import { lotsCsv } from "./lots-csv";
import { daysText, positionKey } from "./security-texts";

/** What each purchase has become, account by account. */
export function LotsCard({ detail: { positions, security } }: { detail: SecurityDetail }) {
  const withLots = positions.filter((position) => position.lots !== null);
  return (
    <Card aria-labelledby="security-lots">
      <CardHeader
        title="Tax lots"
        titleId="security-lots"
        aside={
          withLots.length > 0 && (
            <DownloadCsvButton
              name={`lots-${security.tickerSymbol ?? security.securityId}`}
              isEmpty={false}
              write={() => lotsCsv(withLots)}
            />
          )
        }
      />
      {withLots.length === 0 && (
        <p className="px-5 pb-5 text-sm text-muted">
          The brokerage gives no lots. What is known of the cost is the basis of the whole position.
        </p>
      )}
      {positions.map((position) => (
        <PositionLots key={positionKey(position)} position={position} isNamed={positions.length > 1} />
      ))}
    </Card>
  );
}

function PositionLots({ position, isNamed }: { position: SecurityPosition; isNamed: boolean }) {
  const { lots, currency } = position;
  if (lots === null) return null;
  const name = [position.institutionName ?? "Brokerage", accountText(position)].join(", ");
  return (
    <div className="pb-2">
      {isNamed && <h3 className="px-5 pt-2 pb-1 text-[0.8125rem] font-medium">{name}</h3>}
      <LotSums lots={lots} currency={currency} />
      <LotNotes position={position} lots={lots} />
      <RowTable
        caption={isNamed ? `Tax lots in ${name}` : "Tax lots"}
        columns={columnsOf(currency)}
        rows={lots.rows.map((lot, place) => ({ ...lot, place }))}
        keyOf={(lot) => String(lot.place)}
      />
    </div>
  );
}

/** What a sale of all lots today would be taxed as, where that is known. */
export function LotSums({ lots, currency }: { lots: TaxLots; currency: CurrencyDto }) {
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2 px-5 pb-3 text-[0.8125rem] tabular-nums">
      <Sum label="Lots">{lots.rows.length}</Sum>
      <Sum label="Long-term gain">
        <TermGain lots={lots} term="long" gain={lots.longTermGain} currency={currency} />
      </Sum>
      <Sum label="Short-term gain">
        <TermGain lots={lots} term="short" gain={lots.shortTermGain} currency={currency} />
      </Sum>
      {lots.missingBasisCount > 0 && <Sum label="Without a cost basis">{lots.missingBasisCount}</Sum>}
    </dl>
  );
}

/** No lot of a term is none; lots whose gain nobody knows are not. */
function TermGain({
  lots,
  term,
  gain,
  currency,
}: {
  lots: TaxLots;
  term: LotTerm;
  gain: string | null;
  currency: CurrencyDto;
}) {
  const hasNone = lots.rows.every((lot) => lot.term !== term);
  return hasNone ? "none" : <GainAmount amount={gain} currency={currency} />;
}

function Sum({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

/** Whether the lots are the whole position. */
function LotNotes({ position, lots }: { position: SecurityPosition; lots: TaxLots }) {
  if (lots.comparison === "equal") return null;
  return (
    <NoticeBox tone={lots.comparison === "unvested" ? "info" : "warn"} className="mx-5 mb-3">
      {lots.comparison === "unknown" &&
        "A lot came without a quantity, so the lots cannot be compared with the position."}
      {lots.comparison === "unvested" && (
        <>
          These are the lots of the vested shares. <Quantity quantity={lots.difference} /> more have not vested and have
          no lot yet.
        </>
      )}
      {lots.comparison === "differs" && lots.quantity !== null && (
        <>
          The lots add up to <Quantity quantity={lots.quantity} />, the position is{" "}
          <Quantity quantity={position.quantity} />: they differ by <Quantity quantity={lots.difference} />.
        </>
      )}
    </NoticeBox>
  );
}

type Lot = TaxLotRow & { place: number };

function columnsOf(currency: CurrencyDto): [RowColumn<Lot>, ...RowColumn<Lot>[]] {
  const money = (amount: string | null, isUnitPrice = false) =>
    amount === null ? <Unknown /> : <Money amount={amount} currency={currency} isUnitPrice={isUnitPrice} />;
  return [
    { head: "Purchased", cell: (lot) => <Purchase lot={lot} />, isText: true },
    { head: "Quantity", cell: (lot) => (lot.quantity === null ? <Unknown /> : <Quantity quantity={lot.quantity} />) },
    { head: "Price", cell: (lot) => money(lot.price, true) },
    { head: "Cost basis", cell: (lot) => money(lot.costBasis) },
    { head: "Value", cell: (lot) => money(lot.value) },
    { head: "Gain", cell: (lot) => <GainAmount amount={lot.gain} currency={currency} /> },
    { head: "Term", cell: (lot) => <Term lot={lot} /> },
  ];
}

function Purchase({ lot }: { lot: Lot }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-2 font-medium whitespace-nowrap">
      {lot.purchasedOn === null ? <Unknown /> : <CalendarDay date={lot.purchasedOn} />}
      {lot.isShort && <Badge tone="warn">short</Badge>}
    </span>
  );
}

function Term({ lot }: { lot: Lot }) {
  if (lot.term === null) return <span className="text-muted">{lot.isShort ? "short sale" : "unknown"}</span>;
  if (lot.daysUntilLongTerm === null) return "Long-term";
  return (
    <>
      Short-term
      <span className="block text-xs text-muted">long in {daysText(lot.daysUntilLongTerm)}</span>
    </>
  );
}
