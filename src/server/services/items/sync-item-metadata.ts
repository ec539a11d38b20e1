import { findInstitution, upsertInstitution } from "@/server/db/institutions";
import { updateItemMetadata } from "@/server/db/items";
import { deadlineIn } from "@/server/plaid/deadline";
import { getInstitution } from "@/server/plaid/get-institution";
import { getItemMetadata } from "@/server/plaid/get-item-metadata";
import { updateItemWebhook } from "@/server/plaid/update-item-webhook";
import { openAccessToken } from "@/server/services/access-token";
import { findItemOfJob } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";

const DEADLINE_MS = 60_000;
const INSTITUTION_STALE_AFTER_MS = 24 * 3_600_000;

/**
 * Stores what Plaid says of the Item itself and of its institution (name, logo, consent, last update), and has its webhooks sent
 * here if they are not: the app's address may have changed since it was linked.
 * Errors: ProviderError; the caller decides whether to try again.
 * Source: Plaid /item/get, /institutions/get_by_id, /item/webhook/update.
 */
export async function syncItemMetadata(ctx: ServiceContext, { itemId }: { itemId: string }): Promise<void> {
  const item = await findItemOfJob(ctx, itemId);
  if (!item || item.state === "disconnected") return;
  const deadline = deadlineIn(DEADLINE_MS);
  const accessToken = openAccessToken(ctx, item);
  const metadata = await getItemMetadata(ctx.plaid, accessToken, { deadline });
  const now = ctx.clock.now();
  const { institutionId } = metadata;
  // First, for it holds the institution's name: the institution itself may be one that Plaid does not describe here.
  await updateItemMetadata(ctx.db, item.itemId, {
    institutionId,
    institutionName: metadata.institutionName,
    expiresAt: metadata.consentExpiresAt ?? toldByWebhook(item.expiresAt, now),
    providerUpdatedAt: metadata.investmentsLastSuccessfulUpdate,
    metadataFetchedAt: now,
  });
  const { webhookUrl } = ctx.settings;
  if (webhookUrl !== null && metadata.webhookUrl !== webhookUrl) {
    await updateItemWebhook(ctx.plaid, accessToken, webhookUrl, { deadline });
  }
  const known = institutionId && (await findInstitution(ctx.db, institutionId));
  const isStale = !known || now.getTime() - known.fetchedAt.getTime() > INSTITUTION_STALE_AFTER_MS;
  if (institutionId && isStale) {
    const institution = await getInstitution(ctx.plaid, institutionId, ctx.settings.countryCodes, { deadline });
    await upsertInstitution(ctx.db, institution, now);
  }
}

/** That the institution will end the access is told by a webhook alone: the date stands until it has passed. */
function toldByWebhook(expiresAt: Date | null, now: Date): Date | null {
  return expiresAt && expiresAt > now ? expiresAt : null;
}
