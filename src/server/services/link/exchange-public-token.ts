import type { ExchangePublicTokenInput, ExchangePublicTokenResult } from "@/contracts/exchange-public-token";
import { AppError, ProviderError, type ProviderFailure } from "@/domain/errors";
import { isRateLimit } from "@/domain/plaid-errors";
import { upsertAccountsSeenAt } from "@/server/db/accounts";
import { pingDatabase, sqlOf } from "@/server/db/client";
import { setItemInstitution } from "@/server/db/items";
import { type Deadline, deadlineIn } from "@/server/plaid/deadline";
import { type ExchangedItem, exchangePublicToken as exchangeAtPlaid } from "@/server/plaid/exchange-public-token";
import { getAccounts } from "@/server/plaid/get-accounts";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { requireLinkIntent } from "./link-intents";
import { storeExchangedItem } from "./store-exchanged-item";

const DEADLINE_MS = 30_000;

/**
 * Exchanges a public token and stores the Item, its sealed access token and its accounts. The Item is stored, and its first
 * import queued, before the accounts are read: Plaid gives a token once. Institution and history follow in the background.
 * Whoever does not vouch for its users exchanges only what came of a Link session that the same user began.
 * Errors: FORBIDDEN for another user's id; those of `requireLinkIntent`; EXCHANGE_FAILED when Plaid refuses the token or the Item is somebody else's;
 * ACCOUNT_SYNC_FAILED for everything else. Source: Plaid /item/public_token/exchange, /accounts/get.
 */
export async function exchangePublicToken(
  ctx: ServiceContext,
  input: ExchangePublicTokenInput,
): Promise<ExchangePublicTokenResult> {
  const userId = authorizeUser(ctx, input.userId);
  const deadline = deadlineIn(DEADLINE_MS, { pace: "interactive" });
  // Not before the database is there to keep what Plaid gives once.
  await pingDatabase(ctx.db);
  const { publicToken } = input;
  const intent = ctx.actor.kind === "user" ? await requireLinkIntent(ctx, userId, { publicToken, deadline }) : null;
  const exchanged = await exchange(ctx, publicToken, deadline);
  await storeExchangedItem(ctx, userId, { ...exchanged, intent });
  await syncAccounts(ctx, exchanged, deadline);
  return { itemId: exchanged.itemId };
}

async function exchange(ctx: ServiceContext, publicToken: string, deadline: Deadline): Promise<ExchangedItem> {
  try {
    return await exchangeAtPlaid(ctx.plaid, publicToken, { deadline });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const code = isRefusal(error.failure) ? "EXCHANGE_FAILED" : "ACCOUNT_SYNC_FAILED";
    throw new AppError(code, { cause: error, provider: error.failure });
  }
}

/** Whether Plaid answered, and the answer was no, or was not the pair that it should be. */
function isRefusal(failure: ProviderFailure): boolean {
  const { kind, httpStatus } = failure;
  if (kind === "bad_answer") return httpStatus === 200;
  return kind === "plaid_error" && httpStatus !== null && httpStatus < 500 && !isRateLimit(failure);
}

async function syncAccounts(
  ctx: ServiceContext,
  { itemId, accessToken }: ExchangedItem,
  deadline: Deadline,
): Promise<void> {
  try {
    const askedAt = ctx.clock.now();
    const { accounts, institutionId } = await getAccounts(ctx.plaid, accessToken, { deadline });
    await setItemInstitution(ctx.db, itemId, institutionId);
    const active = accounts.map((account) => ({ ...account, isActive: true }));
    await upsertAccountsSeenAt(sqlOf(ctx.db), itemId, active, askedAt);
  } catch (error) {
    throw new AppError("ACCOUNT_SYNC_FAILED", {
      cause: error,
      ...(error instanceof ProviderError ? { provider: error.failure } : {}),
    });
  }
}
