import type { UserId } from "@/domain/ids";
import type { ServiceContext } from "@/server/services/context";

/** The context of whoever has just proved to be this user. */
export function forUser(ctx: ServiceContext, userId: UserId): ServiceContext {
  return { ...ctx, actor: { kind: "user", userId, keyId: null } };
}
