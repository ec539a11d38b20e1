import { isDemoSeeded } from "@/server/db/instance";
import type { ServiceContext } from "@/server/services/context";

/**
 * Whether the demo still lives through its first months, so that its portfolio is not the one of today. A database that does
 * not answer is no sign of it: what is wrong then, each page says itself.
 */
export async function isDemoBeingPrepared(ctx: ServiceContext): Promise<boolean> {
  try {
    return !(await isDemoSeeded(ctx.db));
  } catch (error) {
    ctx.log.warn("whether the demo is prepared cannot be read", { error });
    return false;
  }
}
