import { isIdentifier, type RefreshRunId } from "@/domain/ids";
import type { RunPosition } from "@/server/db/refresh-history";

/** A position in the list of runs as opaque text. */
export function toCursor({ requestedAt, runId }: RunPosition): string {
  return Buffer.from(`${requestedAt.toISOString()} ${runId}`).toString("base64url");
}

/** The position that `toCursor` wrote; null for any other text. */
export function parseCursor(cursor: string): RunPosition | null {
  const [, instant = "", runId = ""] = /^(\d{4}-\S+) (.+)$/s.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  const requestedAt = new Date(instant);
  if (Number.isNaN(requestedAt.getTime()) || requestedAt.getUTCFullYear() < 1 || !isIdentifier(runId)) return null;
  return { requestedAt, runId: runId as RefreshRunId };
}
