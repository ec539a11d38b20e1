import type { ErasedCounts, RemovalOutcome } from "@/domain/erasure";
import type { ItemId, UserId } from "@/domain/ids";
import type { SqlExecutor } from "./client";

export type ReceiptRecord = {
  readonly id: string;
  readonly kind: "item" | "account";
  readonly itemId: ItemId | null;
  readonly institutionName: string | null;
  readonly requestedAt: Date;
  readonly erased: ErasedCounts;
  readonly plaidOutcome: RemovalOutcome | null;
  readonly plaidRequestId: string | null;
  readonly completedAt: Date | null;
};

const COLUMNS = `id, kind, item_id AS "itemId", institution_name AS "institutionName", requested_at AS "requestedAt", erased,
  plaid_outcome AS "plaidOutcome", plaid_request_id AS "plaidRequestId", completed_at AS "completedAt"`;

export type NewReceipt = Pick<ReceiptRecord, "id" | "kind" | "itemId" | "institutionName" | "requestedAt" | "erased">;

export async function insertReceipt(sql: SqlExecutor, userId: UserId, receipt: NewReceipt): Promise<ReceiptRecord> {
  const { rows } = await sql.executeSql<ReceiptRecord>(
    `INSERT INTO receipt (id, user_id, kind, item_id, institution_name, requested_at, erased)
     VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb) RETURNING ${COLUMNS}`,
    [
      ...[receipt.id, userId, receipt.kind, receipt.itemId, receipt.institutionName, receipt.requestedAt],
      JSON.stringify(receipt.erased),
    ],
  );
  if (!rows[0]) throw new Error("no receipt");
  return rows[0];
}

/** Notes what became of an Item at Plaid, on the receipt that waits for it. */
export async function completeItemReceipt(
  sql: SqlExecutor,
  itemId: ItemId,
  removal: { outcome: RemovalOutcome; requestId: string | null; at: Date },
): Promise<void> {
  await sql.executeSql(
    `UPDATE receipt SET plaid_outcome = $2, plaid_request_id = $3, completed_at = $4
     WHERE item_id = $1 AND kind = 'item' AND completed_at IS NULL`,
    [itemId, removal.outcome, removal.requestId, removal.at],
  );
}

/** Ends the receipt of a deleted account, and replaces the user's id by a pseudonym in all that the user was given. */
export async function closeReceiptsOfUser(
  sql: SqlExecutor,
  userId: UserId,
  { pseudonym, at }: { pseudonym: string; at: Date },
): Promise<void> {
  await sql.executeSql(
    `UPDATE receipt SET user_id = $2, completed_at = CASE WHEN kind = 'account' THEN coalesce(completed_at, $3) ELSE completed_at END
     WHERE user_id = $1`,
    [userId, pseudonym, at],
  );
}

/** The user's receipts, newest first. */
export async function listReceiptsOfUser(sql: SqlExecutor, userId: UserId): Promise<ReceiptRecord[]> {
  const { rows } = await sql.executeSql<ReceiptRecord>(
    `SELECT ${COLUMNS} FROM receipt WHERE user_id = $1 ORDER BY requested_at DESC, id`,
    [userId],
  );
  return rows;
}

export async function findReceiptOfUser(
  sql: SqlExecutor,
  userId: UserId,
  receiptId: string,
): Promise<ReceiptRecord | null> {
  const { rows } = await sql.executeSql<ReceiptRecord>(
    `SELECT ${COLUMNS} FROM receipt WHERE id = $1 AND user_id = $2`,
    [receiptId, userId],
  );
  return rows[0] ?? null;
}
