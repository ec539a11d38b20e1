import type { RefreshTrigger } from "@/domain/refresh-trigger";
import type { Actor } from "@/server/services/context";

/** What a run is put down to. */
export function triggerOf(actor: Actor): RefreshTrigger {
  if (actor.kind === "job") return actor.trigger;
  return actor.kind === "user" ? "user" : "api";
}
