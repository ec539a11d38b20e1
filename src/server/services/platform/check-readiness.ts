import { findStampedEnvironment } from "@/server/db/instance";
import type { ServiceContext } from "@/server/services/context";

/** Whether requests can be served: the database answers and holds our tables and our environment's data. */
export async function checkReadiness(ctx: ServiceContext): Promise<boolean> {
  try {
    return (await findStampedEnvironment(ctx.db)) === ctx.settings.environment;
  } catch (error) {
    ctx.log.warn("not ready", { error });
    return false;
  }
}
