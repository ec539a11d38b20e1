import type { ChangeCounts } from "@/domain/reconcile/field-changes";
import type { RefreshTrigger } from "@/domain/refresh-trigger";
import type { RefreshStage } from "./items";
import type { RefreshCounts } from "./refresh";
import type { RefreshRunItemStatus, RefreshRunStatus } from "./refresh-run";

export type RefreshRunRow = {
  runId: string;
  trigger: RefreshTrigger;
  status: RefreshRunStatus;
  requestedAt: string;
  finishedAt: string | null;
  startDate: string;
  endDate: string;
  itemCount: number;
  failedCount: number;
  holdings: ChangeCounts;
  transactions: ChangeCounts;
};

export type RefreshRunList = {
  runs: RefreshRunRow[];
  /** Opaque; pass as `before` for the next page. Null at the end. */
  nextCursor: string | null;
};

export type RefreshRunItemRow = {
  itemId: string;
  institutionName: string | null;
  status: RefreshRunItemStatus;
  stage: RefreshStage;
  transactionsDone: number;
  transactionsTotal: number | null;
  startedAt: string | null;
  finishedAt: string | null;
  upserts: RefreshCounts | null;
  holdings: ChangeCounts | null;
  transactions: ChangeCounts | null;
  /** For people; null unless failed. */
  error: string | null;
  reason: string | null;
  /** Plaid's request_id of the call that failed: what Plaid's support asks for. */
  providerRequestId: string | null;
};

/** One holding or transaction that a refresh touched. Values of `fields` are plain text or null. */
export type ChangeRow = {
  itemId: string;
  /** Order within the Item's refresh; with `itemId`, unique in the run. */
  seq: number;
  kind: "holding" | "transaction";
  action: "added" | "changed" | "removed";
  /** What the transaction is, in words ("Dividend", "Buy"); null for holdings. */
  label: string | null;
  securityName: string | null;
  tickerSymbol: string | null;
  accountName: string | null;
  fields: { field: string; old: string | null; new: string | null }[];
};

/** A run as it stands, Item by Item; the news of a run under way name the Items that have changed alone. */
export type RefreshRunProgress = RefreshRunRow & { items: RefreshRunItemRow[] };

export type RefreshRunDetail = RefreshRunProgress;

export type RunChangesPage = {
  changes: ChangeRow[];
  /** Opaque; pass as `cursor` for the next page. Null at the end. */
  nextCursor: string | null;
};
