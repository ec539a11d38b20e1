import type { ErasureReceipt } from "@/contracts/receipts";
import { ERASED_KINDS } from "@/domain/erasure";

/** One and many of each kind of row. */
const KIND_TEXTS: Readonly<Record<(typeof ERASED_KINDS)[number], readonly [string, string]>> = {
  accounts: ["account", "accounts"],
  holdings: ["holding", "holdings"],
  transactions: ["transaction", "transactions"],
  holdingVersions: ["past value of a holding", "past values of holdings"],
  webhooks: ["message from Plaid", "messages from Plaid"],
  accountDays: ["day of an account", "days of accounts"],
  refreshes: ["refresh", "refreshes"],
  refreshRuns: ["entry in the refresh history", "entries in the refresh history"],
  refreshChanges: ["recorded change", "recorded changes"],
};

const PLAID_TEXTS: Readonly<Record<NonNullable<ErasureReceipt["plaid"]>["outcome"], string>> = {
  pending: "Plaid is being told to remove the connection; this is repeated until it has.",
  removed: "Plaid has removed the connection, and the access to it is erased.",
  already_gone: "Plaid knew the connection no more; the access to it is erased.",
  unreachable:
    "The access to the connection was lost, so Plaid could not be told to remove it. Ask the operator of this installation.",
  relinked: "The brokerage was linked again before Plaid was told.",
};

/** What was deleted, a line a kind, those of which there was something first seen by people. */
export function erasedTexts({ erased }: ErasureReceipt): string[] {
  return [...ERASED_KINDS]
    .reverse()
    .filter((kind) => erased[kind] > 0)
    .map((kind) => `${erased[kind].toLocaleString("en-US")} ${KIND_TEXTS[kind][erased[kind] === 1 ? 0 : 1]}`);
}

/** What became of it at Plaid; for an account, of all its brokerages. */
export function removalText({ plaid, completedAt }: ErasureReceipt): string {
  if (plaid) return PLAID_TEXTS[plaid.outcome];
  if (completedAt) return "Plaid has removed every connection.";
  return "Plaid is being told to remove each connection; this is repeated until it has, and then the account itself goes.";
}

/** What the receipt is about. */
export function receiptTitle({ kind, institutionName }: ErasureReceipt): string {
  return kind === "account" ? "Your account" : (institutionName ?? "Brokerage");
}

export function receiptFileName({ receiptId, requestedAt }: ErasureReceipt): string {
  return `receipt-${requestedAt.slice(0, 10)}-${receiptId.slice(0, 8)}.json`;
}
