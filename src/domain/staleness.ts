const STALE_MS = 86_400_000;

/** Whether what was read at `iso` is older than a day; what was never read has no age. */
export function isStale(iso: string | null, nowMs: number): boolean {
  return iso !== null && nowMs - Date.parse(iso) > STALE_MS;
}
