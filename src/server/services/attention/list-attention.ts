import type { AttentionFinding } from "@/contracts/attention";
import type { ConnectionCard } from "@/contracts/items";
import { ATTENTION_SEVERITIES, findAttention, type ItemFacts } from "@/domain/attention";
import { calendarDateIn } from "@/domain/calendar-date";
import { stalePriceLimit } from "@/domain/holding-list";
import type { ItemId } from "@/domain/ids";
import { classifyTransaction } from "@/domain/transaction-class";
import { countPositions, countTransactionTypes, listLastWebhooks, type TypeCount } from "@/server/db/attention";
import { sqlOf } from "@/server/db/client";
import type { ServiceContext } from "@/server/services/context";
import { listConnections } from "@/server/services/items/list-connections";

const NAMED_TYPES = 3;

/** All that the user should look at, over all linked brokerages, the gravest first. */
export async function listAttention(ctx: ServiceContext, input: { userId: string }): Promise<AttentionFinding[]> {
  const cards = await listConnections(ctx, input);
  const itemIds = cards.map((card) => card.itemId as ItemId);
  const now = ctx.clock.now();
  const pricedSince = stalePriceLimit(calendarDateIn(ctx.settings.timeZone, now));
  const sql = sqlOf(ctx.db);
  const [positions, types, webhooks] = await Promise.all([
    countPositions(sql, itemIds, pricedSince),
    countTransactionTypes(sql, itemIds),
    listLastWebhooks(sql, itemIds),
  ]);
  const findings = cards.flatMap((card) => {
    const counts = positions.find(({ itemId }) => itemId === card.itemId);
    const facts: ItemFacts = {
      ...cardFacts(card),
      lastWebhookAt: webhooks.get(card.itemId as ItemId)?.toISOString() ?? null,
      isWebhookExpected: ctx.settings.webhookUrl !== null,
      positionCount: counts?.positions ?? 0,
      missingBasisCount: counts?.missingBasis ?? 0,
      stalePriceCount: counts?.stalePrices ?? 0,
      undescribedCount: counts?.undescribed ?? 0,
      unknownTypes: unknownTypes(types.filter(({ itemId }) => itemId === card.itemId)),
    };
    const { itemId, institutionName } = card;
    return findAttention(facts, now.getTime()).map((finding) => ({ ...finding, itemId, institutionName }));
  });
  const rank = ({ severity }: AttentionFinding) => ATTENTION_SEVERITIES.indexOf(severity);
  return findings.sort((a, b) => rank(a) - rank(b));
}

/** What a card says already. */
function cardFacts(card: ConnectionCard) {
  const { state, stateText, stateSince, linkedAt, refreshedAt, providerUpdatedAt, expiresAt, failureCount } = card;
  return {
    ...{ state, stateText, stateSince, linkedAt, refreshedAt, providerUpdatedAt, expiresAt, failureCount },
    newAccountsAt: card.canAddAccounts ? card.newAccountsAt : null,
    isDuplicate: card.duplicateOfItemId !== null,
  };
}

function unknownTypes(types: readonly TypeCount[]): ItemFacts["unknownTypes"] {
  const unknown = types
    .map((type) => ({ ...type, ...classifyTransaction(type) }))
    .filter((type) => type.class === "unknown");
  const labels = [...new Set(unknown.map(({ label }) => label))].slice(0, NAMED_TYPES);
  return { count: unknown.reduce((sum, { count }) => sum + count, 0), labels };
}
