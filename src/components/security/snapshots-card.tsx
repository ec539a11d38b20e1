"use client";

import { useState } from "react";
import { CalendarDay } from "@/components/date";
import { DownloadCsvButton } from "@/components/download-csv-button";
import { Unknown } from "@/components/gain";
import { accountText } from "@/components/holdings/holding-texts";
import { Money } from "@/components/money";
import { Quantity } from "@/components/quantity";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { type RowColumn, RowTable } from "@/components/ui/row-table";
import type { SnapshotRow } from "@/contracts/security";
import { snapshotsCsv } from "./snapshots-csv";

const FIRST_ROWS = 10;
const COUNT = new Intl.NumberFormat("en");

/** What was stored of the position, from when to when it was true. */
export function SnapshotsCard({ snapshots, name }: { snapshots: readonly SnapshotRow[]; name: string }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? snapshots : snapshots.slice(0, FIRST_ROWS);
  return (
    <Card aria-labelledby="security-snapshots">
      <CardHeader
        title="Snapshots"
        titleId="security-snapshots"
        aside={
          <DownloadCsvButton
            name={`snapshots-${name}`}
            isEmpty={snapshots.length === 0}
            write={() => snapshotsCsv(snapshots)}
          />
        }
      />
      {snapshots.length === 0 ? (
        <p className="px-5 pb-5 text-sm text-muted">No snapshot falls in this range.</p>
      ) : (
        <RowTable caption="Snapshots, newest first" columns={COLUMNS} rows={shown} keyOf={keyOf} />
      )}
      {shown.length < snapshots.length && (
        <div className="border-t border-line px-5 py-3">
          <Button size="sm" variant="ghost" onClick={() => setWhole(true)}>
            Show all {COUNT.format(snapshots.length)} snapshots
          </Button>
        </div>
      )}
    </Card>
  );
}

const keyOf = (row: SnapshotRow) => `${row.itemId} ${row.accountId} ${row.validFrom}`;

const COLUMNS: [RowColumn<SnapshotRow>, ...RowColumn<SnapshotRow>[]] = [
  { head: "Valid from", cell: (row) => <CalendarDay date={row.validFrom} className="font-medium" />, isText: true },
  {
    head: "Valid to",
    cell: (row) =>
      row.validTo === null ? <span className="text-muted">now</span> : <CalendarDay date={row.validTo} />,
    isText: true,
  },
  {
    head: "Account",
    cell: (row) => (
      <>
        <span className="block">{row.institutionName ?? "Brokerage"}</span>
        <span className="block text-xs text-muted">{accountText(row)}</span>
      </>
    ),
    isText: true,
  },
  { head: "Quantity", cell: (row) => <Quantity quantity={row.quantity} contracts={row.contracts} /> },
  { head: "Price", cell: (row) => <Money amount={row.price} currency={row.currency} isUnitPrice /> },
  { head: "Value", cell: (row) => <Money amount={row.value} currency={row.currency} className="font-medium" /> },
  {
    head: "Cost basis",
    cell: (row) => (row.costBasis === null ? <Unknown /> : <Money amount={row.costBasis} currency={row.currency} />),
  },
];
