"use client";

import { useAmountVisibility } from "@/client/amount-visibility";
import { GainAmount, GainPercent, Unknown } from "@/components/gain";
import { accountText } from "@/components/holdings/holding-texts";
import { currencyCode, Money } from "@/components/money";
import { Nothing } from "@/components/nothing";
import { Percent } from "@/components/percent";
import { Quantity } from "@/components/quantity";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { type RowColumn, RowTable } from "@/components/ui/row-table";
import type { SecurityDetail, SecurityPosition } from "@/contracts/security";
import { PriceAge } from "./price-age";
import { positionKey } from "./security-texts";

/** Where it is held, an account a row. */
export function PositionsCard({ detail }: { detail: SecurityDetail }) {
  return (
    <Card aria-labelledby="security-positions">
      <CardHeader title="Held in" titleId="security-positions" />
      <PositionRows detail={detail} />
    </Card>
  );
}

export function PositionRows({ detail, isNarrow }: { detail: SecurityDetail; isNarrow?: boolean }) {
  return (
    <RowTable
      caption="Position by account"
      columns={columnsOf(detail)}
      rows={detail.positions}
      keyOf={positionKey}
      isNarrow={isNarrow}
    />
  );
}

type Columns = [RowColumn<SecurityPosition>, ...RowColumn<SecurityPosition>[]];

function columnsOf({ positions, totals, today, security }: SecurityDetail): Columns {
  const isCash = security.type === "cash";
  const vested: RowColumn<SecurityPosition>[] = positions.some((position) => position.vested !== null)
    ? [{ head: "Vested", cell: (row) => <Vested row={row} /> }]
    : [];
  return [
    { head: "Account", cell: (row) => <AccountName row={row} showsCurrency={totals.length > 1} />, isText: true },
    { head: "Quantity", cell: (row) => <Quantity quantity={row.quantity} contracts={row.contracts} /> },
    ...vested,
    { head: "Price", cell: (row) => <Price row={row} today={today} /> },
    { head: "Value", cell: (row) => <Value row={row} /> },
    ...(isCash ? [] : [{ head: "Cost basis", cell: (row: SecurityPosition) => <CostBasis row={row} /> }]),
    ...(isCash ? [] : [{ head: "Gain", cell: (row: SecurityPosition) => <Gain row={row} /> }]),
    { head: "Of the account", cell: (row) => <Weight row={row} /> },
  ];
}

function AccountName({ row, showsCurrency }: { row: SecurityPosition; showsCurrency: boolean }) {
  return (
    <>
      <p className="font-medium">{row.institutionName ?? "Brokerage"}</p>
      <p className="text-xs text-muted">
        {accountText(row)}
        {showsCurrency && ` · ${currencyCode(row.currency) ?? "no currency"}`}
      </p>
      {!row.isAccountActive && (
        <Badge tone="warn" className="mt-1" title="The brokerage's last answer did not show this account">
          last seen figures
        </Badge>
      )}
    </>
  );
}

function Price({ row, today }: { row: SecurityPosition; today: string }) {
  return (
    <>
      <Money amount={row.price} currency={row.currency} isUnitPrice />
      <span className="block">
        <PriceAge date={row.priceAsOf} today={today} />
      </span>
    </>
  );
}

function Value({ row }: { row: SecurityPosition }) {
  return <Money amount={row.value} currency={row.currency} className="font-medium" />;
}

function CostBasis({ row }: { row: SecurityPosition }) {
  const { isHidden } = useAmountVisibility();
  if (row.costBasis === null) return <Unknown />;
  return (
    <>
      <Money amount={row.costBasis} currency={row.currency} />
      {row.averageCost !== null && !isHidden && (
        <span className="block text-xs text-muted">
          <Money amount={row.averageCost} currency={row.currency} isUnitPrice /> each
        </span>
      )}
    </>
  );
}

function Gain({ row }: { row: SecurityPosition }) {
  if (row.gain === null) return <Unknown />;
  return (
    <>
      <GainAmount amount={row.gain} currency={row.currency} />
      <span className="block text-xs">
        <GainPercent fraction={row.gainFraction} />
      </span>
    </>
  );
}

function Vested({ row: { vested, currency } }: { row: SecurityPosition }) {
  if (vested === null) return <Nothing />;
  return (
    <>
      <Quantity quantity={vested.quantity} />
      {vested.value !== null && (
        <span className="block text-xs text-muted">
          <Money amount={vested.value} currency={currency} />
        </span>
      )}
      <span className="block text-xs text-muted">
        <Quantity quantity={vested.unvestedQuantity} /> not yet
      </span>
    </>
  );
}

function Weight({ row }: { row: SecurityPosition }) {
  return row.accountWeight === null ? <Unknown /> : <Percent fraction={row.accountWeight} places={1} />;
}
