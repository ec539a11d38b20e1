import type { ItemId } from "@/domain/ids";
import type { ChangePosition, ChangeRecord } from "@/server/db/refresh-changes";

/** A position in the list of a run's changes as opaque text. */
export function toChangeCursor({ itemId, kind, action, seq }: ChangeRecord): string {
  const position = `${kind} ${action === "changed" ? 1 : 0} ${seq} ${itemId}`;
  return Buffer.from(position).toString("base64url");
}

/** The position that `toChangeCursor` wrote; null for any other text. */
export function parseChangeCursor(cursor: string): ChangePosition | null {
  const text = Buffer.from(cursor, "base64url").toString();
  const [, kind, isChanged, seq, itemId] = /^(holding|transaction) ([01]) (\d{1,9}) (.+)$/s.exec(text) ?? [];
  if (itemId === undefined || itemId.includes("\0")) return null;
  return {
    itemId: itemId as ItemId,
    kind: kind as ChangePosition["kind"],
    isChanged: isChanged === "1",
    seq: Number(seq),
  };
}
