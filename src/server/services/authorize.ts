import { AppError, type ErrorCode } from "@/domain/errors";
import type { ItemId, UserId } from "@/domain/ids";
import { findActiveItem, findItem, type ItemRecord } from "@/server/db/items";
import type { ServiceContext } from "./context";

/**
 * The `UserId` that this caller may act for. The only place that makes one, beside an Item's own row.
 * Errors: `otherwise` when a user names somebody else.
 */
export function authorizeUser(ctx: ServiceContext, userId: string, otherwise: ErrorCode = "FORBIDDEN"): UserId {
  const { actor } = ctx;
  if (actor.kind === "service" || actor.kind === "operator") return userId as UserId;
  if (actor.kind === "user" && actor.userId === userId) return userId as UserId;
  throw new AppError(otherwise, { isDenial: true });
}

/** Whose Items the caller acts for when it names none: its own, or all (null). */
export function authorizeScope({ actor }: ServiceContext): UserId | null {
  return actor.kind === "user" ? (actor.userId as UserId) : null;
}

/** The user's Item, which must be active. Errors: ITEM_NOT_FOUND, also for an Item of somebody else. */
export async function requireActiveItem(ctx: ServiceContext, userId: string, itemId: string): Promise<ItemRecord> {
  const item = await findActiveItem(ctx.db, authorizeUser(ctx, userId, "ITEM_NOT_FOUND"), itemId as ItemId);
  if (!item) throw new AppError("ITEM_NOT_FOUND");
  return item;
}

/** The Item that a job names; null when it was unlinked meanwhile. */
export async function findItemOfJob(ctx: ServiceContext, itemId: string): Promise<ItemRecord | null> {
  const item = await findItem(ctx.db, itemId as ItemId);
  return item && item.unlinkedAt === null ? item : null;
}
