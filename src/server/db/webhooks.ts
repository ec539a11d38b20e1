import type { ItemId } from "@/domain/ids";
import type { SqlExecutor } from "./client";

/** What was done with a webhook. */
export type WebhookOutcome =
  /** A refresh was asked for, or is waiting already. */
  | "refresh"
  /** The date at which access ends was stored. */
  | "access_end"
  /** Nothing: only the Item's user can help it. */
  | "resting"
  /** Nothing: no Item of ours, or not any more. */
  | "unknown_item"
  /** Nothing: it asks for nothing. */
  | "none";

export type WebhookEvent = {
  readonly bodyHash: string;
  readonly signedAt: Date;
  readonly type: string;
  readonly code: string;
  readonly itemId: string | null;
  readonly environment: string | null;
  readonly receivedAt: Date;
  readonly outcome: WebhookOutcome;
};

/** Keeps that a webhook came; false when it was kept before: a repetition. */
export async function insertWebhookEvent(sql: SqlExecutor, event: WebhookEvent): Promise<boolean> {
  const { rows } = await sql.executeSql(
    `INSERT INTO webhook_event (body_hash, signed_at, type, code, item_id, environment, received_at, outcome)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING 1`,
    [
      ...[event.bodyHash, event.signedAt, event.type, event.code, event.itemId, event.environment],
      ...[event.receivedAt, event.outcome],
    ],
  );
  return rows.length > 0;
}

/**
 * Notes that a webhook asks for a refresh: the Item is due at once, or `spacingMs` after the last refresh that was made for a
 * webhook. Returns whether it is due now; false, and nothing is written, when a refresh that has not begun waits already.
 */
export async function markWebhookPending(
  sql: SqlExecutor,
  { itemId, at, spacingMs, isWholeHistory }: { itemId: ItemId; at: Date; spacingMs: number; isWholeHistory: boolean },
): Promise<boolean> {
  // A refresh may have begun since `at`, or have been dated by a clock that is ahead: either counts as of now.
  const { rows } = await sql.executeSql<{ is_due: boolean }>(
    `WITH last AS (
       SELECT max(least(r.requested_at, $2::timestamptz)) AS at FROM item i JOIN refresh_run_item m ON m.item_id = i.item_id AND m.fence = i.fence
       JOIN refresh_run r ON r.id = m.run_id AND r.trigger = 'webhook' WHERE i.item_id = $1
     ), due AS (
       SELECT greatest($2::timestamptz, at + make_interval(secs => $3)) AS at FROM last
     )
     UPDATE item i SET webhook_fence = i.fence, next_refresh_at = least(i.next_refresh_at, due.at),
       swept_at = CASE WHEN $4 THEN NULL ELSE i.swept_at END
     FROM due WHERE i.item_id = $1 AND (i.webhook_fence IS DISTINCT FROM i.fence OR $4 AND i.swept_at IS NOT NULL)
     RETURNING i.next_refresh_at <= $2 AS is_due`,
    [itemId, at, spacingMs / 1_000, isWholeHistory],
  );
  return rows[0]?.is_due ?? false;
}

/** When access to the Item ends, as only a webhook tells. */
export async function setAccessEnd(sql: SqlExecutor, itemId: ItemId, at: Date): Promise<void> {
  await sql.executeSql("UPDATE item SET expires_at = $2 WHERE item_id = $1", [itemId, at]);
}

/** That the institution shows accounts which the user does not share, as only a webhook tells. */
export async function setNewAccounts(sql: SqlExecutor, itemId: ItemId, at: Date): Promise<void> {
  await sql.executeSql("UPDATE item SET new_accounts_at = $2 WHERE item_id = $1", [itemId, at]);
}
