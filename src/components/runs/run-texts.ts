import type { RefreshRunItemRow, RefreshRunRow } from "@/contracts/refresh-history";
import type { RefreshTrigger } from "@/domain/refresh-trigger";

export const TRIGGER_TEXTS = {
  user: "You",
  api: "REST API",
  webhook: "Plaid",
  schedule: "Schedule",
  link: "New brokerage",
} as const satisfies Record<RefreshTrigger, string>;

/** Who asked, in the middle of a sentence. */
export const ASKED_BY_TEXTS = {
  user: "by you",
  api: "over the REST API",
  webhook: "by Plaid",
  schedule: "by the schedule",
  link: "by linking a brokerage",
} as const satisfies Record<RefreshTrigger, string>;

export type RunOutcome = RefreshRunItemRow["status"] | "partial";

export const RESULT_TEXTS = {
  queued: "Waiting",
  running: "Running",
  success: "Succeeded",
  partial: "Partly failed",
  failed: "Failed",
} as const satisfies Record<RunOutcome, string>;

/** The result of a run as a whole: a run that is done may have failed for some of its Items, or for all. */
export function runResult({
  status,
  itemCount,
  failedCount,
}: Pick<RefreshRunRow, "status" | "itemCount" | "failedCount">): RunOutcome {
  if (status !== "done") return status;
  if (failedCount === 0) return "success";
  return failedCount < itemCount ? "partial" : "failed";
}

/** Time a run took in ms; null while it runs. */
export function runDurationMs({
  requestedAt,
  finishedAt,
}: Pick<RefreshRunRow, "requestedAt" | "finishedAt">): number | null {
  return finishedAt === null ? null : Date.parse(finishedAt) - Date.parse(requestedAt);
}

/** How many holdings and transactions a run added, changed or removed. */
export function changeCount({ holdings, transactions }: Pick<RefreshRunRow, "holdings" | "transactions">): number {
  return [holdings, transactions].reduce((sum, { added, changed, removed }) => sum + added + changed + removed, 0);
}

const FIELD_TEXTS: Readonly<Record<string, string>> = {
  institutionPrice: "Price",
  institutionValue: "Value",
  institutionPriceAsOf: "Price of",
  institutionPriceDatetime: "Price at",
  isoCurrencyCode: "Currency",
  unofficialCurrencyCode: "Currency",
  transactionDatetime: "Time",
};

/** A field's name as people write it: `Cost basis` for `costBasis`. */
export function fieldText(field: string): string {
  if (Object.hasOwn(FIELD_TEXTS, field)) return FIELD_TEXTS[field] ?? field;
  const words = field
    .replaceAll("_", " ")
    .replace(/([a-z])([A-Z])/g, (_match, end: string, start: string) => `${end} ${start.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
