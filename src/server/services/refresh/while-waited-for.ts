import type { ServiceContext } from "@/server/services/context";
import { requirePlace } from "@/server/services/limits";

/**
 * Does a refresh that its caller waits for. A user has so many at a time, so that nobody keeps the process from the others; whoever
 * runs the install knows what a service key asks for.
 * Errors: RATE_LIMITED, before anything is done.
 */
export async function whileWaitedFor<T>({ actor, limits }: ServiceContext, work: () => Promise<T>): Promise<T> {
  if (actor.kind !== "user") return work();
  const leave = requirePlace(limits.refreshes, actor.userId);
  return work().finally(leave);
}
