import type { RefreshRunRow, RefreshTrigger } from "@/contracts/refresh-history";

export const TRIGGER_TEXTS = {
  user: "You",
  api: "REST API",
  webhook: "Plaid",
  schedule: "Schedule",
  link: "New brokerage",
} as const satisfies Record<RefreshTrigger, string>;

/** Time a run took in ms; null while it runs. */
export function runDurationMs({
  requestedAt,
  finishedAt,
}: Pick<RefreshRunRow, "requestedAt" | "finishedAt">): number | null {
  return finishedAt === null ? null : Date.parse(finishedAt) - Date.parse(requestedAt);
}

/** `holding_quantity` or `institutionValue` as people write it: `Institution value`. */
export function fieldText(field: string): string {
  const words = field
    .replaceAll("_", " ")
    .replace(/([a-z])([A-Z])/g, (_match, end: string, start: string) => `${end} ${start.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
