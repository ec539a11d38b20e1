import { findStampedEnvironment } from "@/server/db/instance";
import type { ServiceContext } from "@/server/services/context";

/** The database holds the data of another environment. */
export class ForeignDatabaseError extends Error {}

/**
 * Refuses a database that was stamped by another environment, so that demo and real data never meet.
 * Errors: ForeignDatabaseError.
 */
export async function assertEnvironment(ctx: Pick<ServiceContext, "db" | "settings">): Promise<void> {
  const stamped = await findStampedEnvironment(ctx.db);
  if (stamped !== null && stamped !== ctx.settings.environment) {
    throw new ForeignDatabaseError(
      `DATABASE_URL holds the data of environment ${stamped}, but this is ${ctx.settings.environment}`,
    );
  }
}
