import "server-only";
import { createHmac } from "node:crypto";
import { deriveKey, lengthPrefixed } from "@/server/platform/key-derivation";

/** The key that an install begins with; from then on it is kept, and outlives the secret. */
export function firstUserRefKey(secret: Uint8Array): string {
  return deriveKey(secret, "client-user-id").toString("base64");
}

/**
 * Names a user to Plaid (`client_user_id`) without telling who it is: the same for one user, environment and key, and worthless
 * to anyone else. `key` is asked once, and again when that failed.
 */
export function createOpaqueUserRef(options: {
  readonly key: () => Promise<string>;
  readonly environment: string;
}): (userId: string) => Promise<string> {
  let key: Promise<string> | null = null;
  return async (userId) => {
    key ??= options.key().catch((error) => {
      key = null;
      throw error;
    });
    return createHmac("sha256", Buffer.from(await key, "base64"))
      .update(lengthPrefixed([options.environment, userId]))
      .digest("base64url");
  };
}
