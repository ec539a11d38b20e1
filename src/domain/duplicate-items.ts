import type { InstitutionId, ItemId } from "./ids";

type LinkedItem = {
  readonly itemId: ItemId;
  readonly institutionId: InstitutionId | null;
  readonly accounts: readonly {
    readonly name: string;
    readonly mask: string | null;
    readonly subtype: string | null;
  }[];
};

/**
 * Items that show the same accounts at the same institution as an earlier one: later Item → earlier Item.
 * Account ids differ from link to link, so accounts are the same by name, mask and subtype; without masks nothing is claimed.
 */
export function findDuplicates(items: readonly LinkedItem[]): Map<ItemId, ItemId> {
  const first = new Map<string, ItemId>();
  const duplicates = new Map<ItemId, ItemId>();
  for (const item of items) {
    const key = identityOf(item);
    if (key === null) continue;
    const earlier = first.get(key);
    if (earlier) duplicates.set(item.itemId, earlier);
    else first.set(key, item.itemId);
  }
  return duplicates;
}

function identityOf({ institutionId, accounts }: LinkedItem): string | null {
  if (institutionId === null || accounts.length === 0 || accounts.some((account) => account.mask === null)) return null;
  const names = accounts.map((account) => JSON.stringify([account.name, account.mask, account.subtype])).sort();
  return JSON.stringify([institutionId, names]);
}
