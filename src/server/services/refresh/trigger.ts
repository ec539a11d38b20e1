import type { RefreshTrigger } from "@/domain/refresh-trigger";
import type { Actor } from "@/server/services/context";

/** What a run is put down to; what a personal key asks for comes by the API as well. */
export function triggerOf(actor: Actor): RefreshTrigger {
  if (actor.kind === "job") return actor.trigger;
  return actor.kind === "user" && actor.keyId === null ? "user" : "api";
}
