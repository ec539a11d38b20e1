import "server-only";
import { createHmac } from "node:crypto";
import { deriveKey, lengthPrefixed } from "@/server/platform/key-derivation";

/**
 * Names a user to Plaid (`client_user_id`) without telling who it is: the same for one user, environment and secret,
 * and worthless to anyone else.
 */
export function createOpaqueUserRef(options: {
  readonly secret: Uint8Array;
  readonly environment: string;
}): (userId: string) => string {
  const key = deriveKey(options.secret, "client-user-id");
  return (userId) =>
    createHmac("sha256", key)
      .update(lengthPrefixed([options.environment, userId]))
      .digest("base64url");
}
