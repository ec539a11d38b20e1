import { findInstitution, upsertInstitution } from "@/server/db/institutions";
import { updateItemMetadata } from "@/server/db/items";
import { deadlineIn } from "@/server/plaid/deadline";
import { getInstitution } from "@/server/plaid/get-institution";
import { getItemMetadata } from "@/server/plaid/get-item-metadata";
import { openAccessToken } from "@/server/services/access-token";
import { findItemOfJob } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";

const DEADLINE_MS = 60_000;
const INSTITUTION_STALE_AFTER_MS = 24 * 3_600_000;

/**
 * Stores what Plaid says of the Item itself and of its institution (name, logo, consent, last update).
 * Errors: ProviderError; the caller decides whether to try again. Source: Plaid /item/get, /institutions/get_by_id.
 */
export async function syncItemMetadata(ctx: ServiceContext, { itemId }: { itemId: string }): Promise<void> {
  const item = await findItemOfJob(ctx, itemId);
  if (!item || item.state === "disconnected") return;
  const deadline = deadlineIn(DEADLINE_MS);
  const metadata = await getItemMetadata(ctx.plaid, openAccessToken(ctx, item), { deadline });
  const now = ctx.clock.now();
  const { institutionId } = metadata;
  // First, for it holds the institution's name: the institution itself may be one that Plaid does not describe here.
  await updateItemMetadata(ctx.db, item.itemId, {
    institutionId,
    institutionName: metadata.institutionName,
    expiresAt: metadata.consentExpiresAt,
    providerUpdatedAt: metadata.investmentsLastSuccessfulUpdate,
    metadataFetchedAt: now,
  });
  const known = institutionId && (await findInstitution(ctx.db, institutionId));
  const isStale = !known || now.getTime() - known.fetchedAt.getTime() > INSTITUTION_STALE_AFTER_MS;
  if (institutionId && isStale) {
    const institution = await getInstitution(ctx.plaid, institutionId, ctx.settings.countryCodes, { deadline });
    await upsertInstitution(ctx.db, institution, now);
  }
}
