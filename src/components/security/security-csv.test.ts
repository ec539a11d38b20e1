import { expect, test } from "vitest";
import type { SecurityPosition, SnapshotRow, TaxLotRow } from "@/contracts/security";
import { lotsCsv } from "./lots-csv";
import { snapshotsCsv } from "./snapshots-csv";

const ACCOUNT = {
  itemId: "item",
  accountId: "account",
  institutionName: "=Acorn",
  accountName: "@Margin",
  accountMask: "1234",
  currency: { isoCurrencyCode: "USD", unofficialCurrencyCode: null },
};
const LOT: TaxLotRow = {
  lotId: "+lot",
  purchasedOn: "2025-03-01",
  isShort: true,
  quantity: "0.100000000000000001",
  price: null,
  costBasis: null,
  value: "-12.5",
  gain: null,
  term: null,
  daysUntilLongTerm: null,
};
const POSITION = {
  ...ACCOUNT,
  lots: { rows: [LOT, { ...LOT, term: "short", daysUntilLongTerm: 29 }] },
} as SecurityPosition;
const lines = (csv: string) => csv.trimEnd().split("\r\n").slice(1);

test("S-40, T27: lots keep every digit and sign, what is unknown is empty, and no cell is a formula", () => {
  expect(lines(lotsCsv([POSITION, { ...POSITION, lots: null }]))).toEqual([
    "'=Acorn,'@Margin ••1234,USD,'+lot,2025-03-01,short,0.100000000000000001,,,-12.5,,,",
    "'=Acorn,'@Margin ••1234,USD,'+lot,2025-03-01,short,0.100000000000000001,,,-12.5,,short,29",
  ]);
});

test("S-40, T27: so do snapshots", () => {
  const row: SnapshotRow = {
    ...ACCOUNT,
    validFrom: "2026-01-01",
    validTo: null,
    quantity: "-5",
    contracts: null,
    price: "1.000000000000000001",
    value: "-5.5",
    costBasis: null,
  };
  expect(lines(snapshotsCsv([row]))).toEqual(["'=Acorn,'@Margin ••1234,2026-01-01,,USD,-5,1.000000000000000001,-5.5,"]);
});
