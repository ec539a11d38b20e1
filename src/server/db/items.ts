import type { InstitutionId, ItemId, UserId } from "@/domain/ids";
import type { ItemState } from "@/domain/item-status";
import type { Doubt } from "@/domain/reconcile/known";
import { type Db, prismaOf, type SqlExecutor } from "./client";
import { type Item, Prisma } from "./generated/client";
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
  readonly failureCount: number;
  /** The fence when the last webhook came that no refresh has answered; null: none waits. */
  readonly webhookFence: bigint | null;
  readonly linkedAt: Date;
  readonly unlinkedAt: Date | null;
  readonly fence: bigint;
};

/** By name, never `*`: a column that a newer release adds must not change what a statement of this one returns. */
export const ITEM_COLUMNS = Object.keys(Prisma.ItemScalarFieldEnum).map(snakeCase).join(", ");

/** Neither unlinked by us nor reported gone by Plaid, and linked for investments. */
const ACTIVE = { unlinkedAt: null, state: { not: "disconnected" }, products: { has: "investments" } } as const;

/** The user's Item if it is active. A plain statement: every refresh begins with it. */
export async function findActiveItem(sql: SqlExecutor, userId: UserId, itemId: ItemId): Promise<ItemRecord | null> {
  const { rows } = await sql.executeSql<ItemRow>(
    `SELECT ${ITEM_COLUMNS} FROM item WHERE item_id = $1 AND user_id = $2 AND unlinked_at IS NULL AND state <> 'disconnected'
       AND 'investments' = ANY(products)`,
    [itemId, userId],
  );
  return rows[0] ? toItemOfRow(rows[0]) : null;
}

/** The user's Item unless it was unlinked here; one that Plaid reports gone is found. */
export async function findLinkedItem(db: Db, userId: UserId, itemId: ItemId): Promise<ItemRecord | null> {
  const row = await prismaOf(db).item.findFirst({ where: { itemId, userId, unlinkedAt: null } });
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

/** All of the user's Items, those that were unlinked here included, oldest link first, as part of a snapshot that other reads share. */
export async function listItemsOfUser(sql: SqlExecutor, userId: UserId): Promise<ItemRecord[]> {
  const { rows } = await sql.executeSql<ItemRow>(
    `SELECT ${ITEM_COLUMNS} FROM item WHERE user_id = $1 ORDER BY linked_at, item_id`,
    [userId],
  );
  return rows.map(toItemOfRow);
}

/**
 * Stores an Item with its sealed token; its user comes into being with it. An Item of the same user gets the new token, and
 * one that had ended begins anew.
 * Returns false, and changes nothing, when the Item belongs to somebody else.
 */
export async function upsertLinkedItem(
  sql: SqlExecutor,
  item: { itemId: ItemId; userId: UserId; accessTokenSealed: string; linkedAt: Date },
): Promise<boolean> {
  const { rows } = await sql.executeSql<{ is_revived: boolean }>(
    `WITH usr AS (INSERT INTO app_user (id, created_at) VALUES ($2, $4) ON CONFLICT (id) DO NOTHING)
     INSERT INTO item (item_id, user_id, access_token_sealed, linked_at, state_since) VALUES ($1, $2, $3, $4, $4)
     ON CONFLICT (item_id) DO UPDATE SET access_token_sealed = excluded.access_token_sealed
     WHERE item.user_id = excluded.user_id
     RETURNING unlinked_at IS NOT NULL OR state IN ('disconnected', 'key_unavailable') AS is_revived`,
    [item.itemId, item.userId, item.accessTokenSealed, item.linkedAt],
  );
  if (rows[0]?.is_revived) {
    await sql.executeSql(
      `UPDATE item SET unlinked_at = NULL, state = 'preparing', state_since = $2, reason = NULL, suspect_picture = NULL,
         history_loaded_at = NULL WHERE item_id = $1`,
      [item.itemId, item.linkedAt],
    );
  }
  return rows.length > 0;
}

/** What the picture of an Item says of its institution, known before its metadata is read. */
export async function setItemInstitution(db: Db, itemId: ItemId, institutionId: InstitutionId | null): Promise<void> {
  await prismaOf(db).item.update({ where: { itemId }, data: { institutionId } });
}

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
  await prismaOf(db).item.update({ where: { itemId }, data: metadata });
}

/** Hides the Item from its user; the token stays until Plaid has removed the Item. */
export async function markUnlinked(sql: SqlExecutor, itemId: ItemId, at: Date): Promise<void> {
  await sql.executeSql("UPDATE item SET unlinked_at = coalesce(unlinked_at, $2) WHERE item_id = $1", [itemId, at]);
}

export async function eraseAccessToken(db: Db, itemId: ItemId): Promise<void> {
  await prismaOf(db).item.update({ where: { itemId }, data: { accessTokenSealed: null } });
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
