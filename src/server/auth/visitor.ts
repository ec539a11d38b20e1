import type { Actor } from "@/server/services/context";

/** Whoever comes to the door. Nothing that acts for a user is called with it. */
export const VISITOR: Actor = { kind: "service", keyId: null };
