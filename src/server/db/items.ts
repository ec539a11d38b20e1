import type { InstitutionId, ItemId, UserId } from "@/domain/ids";
import type { ItemState } from "@/domain/item-status";
import type { Doubt } from "@/domain/reconcile/known";
import { type Db, prismaOf, type SqlExecutor } from "./client";
import { type Item, Prisma } from "./generated/client";
import { completeItemReceipt } from "./receipts";
import { camelCase, snakeCase } from "./recordset";

/** An Item as the services see it. Instants are of the refresh's clock, `fence` grows with each lease. */
export type ItemRecord = {
  readonly itemId: ItemId;
  readonly userId: UserId;
  readonly accessTokenSealed: string | null;
  readonly institutionId: InstitutionId | null;
  readonly institutionName: string | null;
  readonly state: ItemState;
  readonly reason: string | null;
  readonly stateSince: Date;
  readonly doubt: Doubt | null;
  readonly expiresAt: Date | null;
  readonly limitedUntil: Date | null;
  readonly refreshedAt: Date | null;
  readonly historyLoadedAt: Date | null;
  readonly providerUpdatedAt: Date | null;
  readonly metadataFetchedAt: Date | null;
  readonly sweptAt: Date | null;
  /** When the worker refreshes it again; null: as soon as it can. */
  readonly nextRefreshAt: Date | null;
  readonly failureCount: number;
  /** The fence when the last webhook came that no refresh has answered; null: none waits. */
  readonly webhookFence: bigint | null;
  readonly newAccountsAt: Date | null;
  readonly linkedAt: Date;
  readonly unlinkedAt: Date | null;
  /** From then on Plaid may have been told to remove it. */
  readonly removalStartedAt: Date | null;
  /** A replacement of the access token whose outcome nobody told; null: none. */
  readonly tokenReplacement: string | null;
  readonly fence: bigint;
};

/** By name, never `*`: a column that a newer release adds must not change what a statement of this one returns. */
export const ITEM_COLUMNS = Object.keys(Prisma.ItemScalarFieldEnum).map(snakeCase).join(", ");

/** Neither unlinked by us nor reported gone by Plaid, and linked for investments. */
const ACTIVE = { unlinkedAt: null, state: { not: "disconnected" }, products: { has: "investments" } } as const;
/** The same, for statements. */
export const IS_ACTIVE = "unlinked_at IS NULL AND state <> 'disconnected' AND 'investments' = ANY(products)";

/** The user's Item if it is active. */
export async function findActiveItem(db: Db, userId: UserId, itemId: ItemId): Promise<ItemRecord | null> {
  const row = await prismaOf(db).item.findFirst({ where: { itemId, userId, ...ACTIVE } });
  return row && toItem(row);
}

/** Any Item by its id, with the user it belongs to: for jobs, which act for the Item that they name. */
export async function findItem(db: Db, itemId: ItemId): Promise<ItemRecord | null> {
  const row = await prismaOf(db).item.findUnique({ where: { itemId } });
  return row && toItem(row);
}

/** Active Items of one user, or of all when `userId` is null. */
export async function listActiveItems(db: Db, userId: UserId | null): Promise<ItemRecord[]> {
  const rows = await prismaOf(db).item.findMany({
    where: { ...ACTIVE, ...(userId === null ? {} : { userId }) },
    orderBy: [{ linkedAt: "asc" }, { itemId: "asc" }],
  });
  return rows.map(toItem);
}

/** The user's Items that were not unlinked here, those that Plaid reports gone included. */
export async function listLinkedItems(db: Db, userId: UserId): Promise<ItemRecord[]> {
  const rows = await prismaOf(db).item.findMany({
    where: { userId, unlinkedAt: null },
    orderBy: [{ linkedAt: "asc" }, { itemId: "asc" }],
  });
  return rows.map(toItem);
}

/** The same as part of a snapshot that other reads share. */
export async function listLinkedItemsIn(sql: SqlExecutor, userId: UserId): Promise<ItemRecord[]> {
  const { rows } = await sql.executeSql<ItemRow>(
    `SELECT ${ITEM_COLUMNS} FROM item WHERE user_id = $1 AND unlinked_at IS NULL ORDER BY linked_at, item_id`,
    [userId],
  );
  return rows.map(toItemOfRow);
}

/**
 * Stores an Item with its sealed token; its user comes into being with it. An Item of the same user gets the new token, and
 * one that had ended begins anew.
 * Returns false, and changes nothing, when the Item belongs to somebody else, when Plaid may have been told to remove it, and when
 * its user is being deleted.
 */
export async function upsertLinkedItem(
  sql: SqlExecutor,
  item: { itemId: ItemId; userId: UserId; accessTokenSealed: string; linkedAt: Date },
): Promise<boolean> {
  const { rows } = await sql.executeSql<{ is_revived: boolean }>(
    `WITH usr AS (INSERT INTO app_user (id, created_at) VALUES ($2, $4) ON CONFLICT (id) DO NOTHING)
     INSERT INTO item (item_id, user_id, access_token_sealed, access_token_since, linked_at, state_since)
     SELECT $1, $2, $3, $4::timestamptz, $4::timestamptz, $4::timestamptz
     WHERE NOT EXISTS (SELECT FROM app_user WHERE id = $2 AND deleting_at IS NOT NULL)
     ON CONFLICT (item_id) DO UPDATE SET access_token_sealed = excluded.access_token_sealed,
       access_token_since = excluded.access_token_since, token_replacement = NULL
     WHERE item.user_id = excluded.user_id AND item.removal_started_at IS NULL
     RETURNING unlinked_at IS NOT NULL OR state IN ('disconnected', 'key_unavailable') AS is_revived`,
    [item.itemId, item.userId, item.accessTokenSealed, item.linkedAt],
  );
  if (rows[0]?.is_revived) {
    await sql.executeSql(
      `UPDATE item SET unlinked_at = NULL, state = 'preparing', state_since = $2, reason = NULL, suspect_picture = NULL,
         history_loaded_at = NULL WHERE item_id = $1`,
      [item.itemId, item.linkedAt],
    );
    await completeItemReceipt(sql, item.itemId, { outcome: "relinked", requestId: null, at: item.linkedAt });
  }
  return rows.length > 0;
}

/** What the picture of an Item says of its institution, known before its metadata is read; nothing of one that was unlinked. */
export async function setItemInstitution(db: Db, itemId: ItemId, institutionId: InstitutionId | null): Promise<void> {
  await prismaOf(db).item.updateMany({ where: { itemId, unlinkedAt: null }, data: { institutionId } });
}

/** Nothing is written of an Item that was unlinked. */
export async function updateItemMetadata(
  db: Db,
  itemId: ItemId,
  metadata: {
    institutionId: InstitutionId | null;
    institutionName: string | null;
    expiresAt: Date | null;
    providerUpdatedAt: Date | null;
    metadataFetchedAt: Date;
  },
): Promise<void> {
  await prismaOf(db).item.updateMany({ where: { itemId, unlinkedAt: null }, data: metadata });
}

/**
 * The user has chosen anew which accounts are shared: those that came to be need all of their history, so the next scheduled
 * refresh, now, covers it.
 */
export async function askForSweep(sql: SqlExecutor, userId: UserId, itemId: ItemId, at: Date): Promise<void> {
  await sql.executeSql(
    `UPDATE item SET new_accounts_at = NULL, swept_at = NULL, next_refresh_at = least(next_refresh_at, $3)
     WHERE item_id = $1 AND user_id = $2`,
    [itemId, userId, at],
  );
}

/** A row as a plain statement gives it. */
export type ItemRow = { readonly item_id: string; readonly fence: string; readonly webhook_fence: string | null };

export function toItemOfRow(row: ItemRow): ItemRecord {
  const columns = Object.entries(row).map(([column, value]) => [camelCase(column), value]);
  const webhookFence = row.webhook_fence === null ? null : BigInt(row.webhook_fence);
  return toItem({ ...Object.fromEntries(columns), fence: BigInt(row.fence), webhookFence } as Item);
}

export function toItem(row: Item): ItemRecord {
  return {
    ...row,
    itemId: row.itemId as ItemId,
    userId: row.userId as UserId,
    institutionId: row.institutionId as InstitutionId | null,
    state: row.state as ItemState,
    doubt: row.suspectPicture === null ? null : { fingerprint: row.suspectPicture, since: row.stateSince },
  };
}
