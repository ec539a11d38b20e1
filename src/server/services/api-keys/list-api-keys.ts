import type { ApiKeyRow } from "@/contracts/api-keys";
import { listApiKeys as listKeys } from "@/server/db/api-keys";
import { sqlOf } from "@/server/db/client";
import { authorizeScope } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { toApiKeyRow } from "./to-api-key-row";

/** The caller's own keys that were not revoked, the newest first; for the operator everybody's and those of services. */
export async function listApiKeys(ctx: ServiceContext): Promise<ApiKeyRow[]> {
  const keys = await listKeys(sqlOf(ctx.db), authorizeScope(ctx));
  return keys.map((key) => toApiKeyRow(ctx, key));
}
