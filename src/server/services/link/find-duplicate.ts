import type { DuplicateOffer, LinkedLogin } from "@/contracts/duplicates";
import { compareAccounts, findResemblance } from "@/domain/duplicate-items";
import type { UserId } from "@/domain/ids";
import { listAccountsOfItems } from "@/server/db/accounts";
import { sqlOf } from "@/server/db/client";
import { listLinkedItems } from "@/server/db/items";
import { authorizeUser } from "@/server/services/authorize";
import type { ServiceContext } from "@/server/services/context";
import { BEYOND_REPAIR } from "@/server/services/items/connection-texts";

/** The user's Items that a login may be linked through already, with the accounts that they share, earliest link first. */
export async function listRepairableItems(ctx: ServiceContext, userId: UserId) {
  const items = (await listLinkedItems(ctx.db, userId)).filter(({ state }) => !BEYOND_REPAIR.includes(state));
  const accounts = await listAccountsOfItems(
    sqlOf(ctx.db),
    items.map(({ itemId }) => itemId),
  );
  const sharedBy = (itemId: string) => accounts.filter((account) => account.itemId === itemId && account.isActive);
  return items.map((item) => ({ ...item, accounts: sharedBy(item.itemId) }));
}

/**
 * The user's brokerage that a login which Link has just shown seems to be linked through already; null when there is none.
 * To be asked before the exchange: a public token that is never exchanged costs nothing and leaves nothing.
 */
export async function findDuplicate(
  ctx: ServiceContext,
  input: LinkedLogin & { userId: string },
): Promise<DuplicateOffer | null> {
  const found = findResemblance(input, await listRepairableItems(ctx, authorizeUser(ctx, input.userId)));
  if (!found) return null;
  const { item, likeness } = found;
  const isKnown = (account: LinkedLogin["accounts"][number]) => compareAccounts([account], item.accounts) !== "none";
  return {
    itemId: item.itemId,
    institutionName: item.institutionName,
    likeness,
    linkedAccounts: item.accounts.map(accountText),
    newAccounts: input.accounts.filter((account) => !isKnown(account)).map(accountText),
  };
}

const accountText = ({ name, mask }: { name: string; mask: string | null }) =>
  mask === null ? name : `${name} ••${mask}`;
