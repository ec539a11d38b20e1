import { randomUUID } from "node:crypto";
import { API_KEY_SCOPES } from "@/domain/api-keys";
import { createApiKey, type NewApiKey } from "@/server/services/api-keys/create-api-key";
import { createContext } from "@/server/services/runtime";

/** A key of the test's install, made as its operator would; a service key with every scope unless told otherwise. */
export async function createTestApiKey(wanted: Partial<NewApiKey> = {}) {
  const ctx = await createContext({ actor: { kind: "operator" }, requestId: randomUUID() });
  const { apiKey, key } = await createApiKey(ctx, {
    ...{ userId: null, name: "test", scopes: API_KEY_SCOPES, expiresInDays: 365, signIn: null },
    ...wanted,
  });
  return { apiKey, keyId: key.keyId, headers: { authorization: `Bearer ${apiKey}` } };
}
