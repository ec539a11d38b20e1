import { findStampedEnvironment, hasMigrations } from "@/server/db/instance";
import type { ServiceContext } from "@/server/services/context";

/** Whether requests can be served: the database answers, and holds our environment's data and all that this build's migrations make. */
export async function checkReadiness({ db, settings, log }: ServiceContext): Promise<boolean> {
  try {
    const isOurs = (await findStampedEnvironment(db)) === settings.environment;
    return isOurs && (await hasMigrations(db, settings.migrations));
  } catch (error) {
    log.warn("not ready", { error });
    return false;
  }
}
