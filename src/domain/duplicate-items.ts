import type { InstitutionId, ItemId } from "./ids";

type NumberedAccount = { readonly name: string; readonly mask: string | null };
type LinkedItem = {
  readonly itemId: ItemId;
  readonly institutionId: InstitutionId | null;
  readonly accounts: readonly NumberedAccount[];
};

/** How much of one login another one shows; `unclear`: it has accounts without a mask, or none, so nobody can tell. */
export type Likeness = "same" | "some" | "unclear" | "none";

/** Account ids differ from link to link, so accounts are the same by name and mask; without a mask nothing is claimed. */
const identityOf = ({ name, mask }: NumberedAccount): string | null =>
  mask === null ? null : JSON.stringify([name, mask]);

/** Whether two logins at one institution show the same accounts. */
export function compareAccounts(one: readonly NumberedAccount[], other: readonly NumberedAccount[]): Likeness {
  const [ones, others] = [one, other].map((accounts) => new Set(accounts.map(identityOf))) as [Identities, Identities];
  const isClear = [ones, others].every((identities) => identities.size > 0 && !identities.has(null));
  const shared = [...ones].filter((identity) => identity !== null && others.has(identity)).length;
  if (isClear && shared === ones.size && shared === others.size) return "same";
  if (shared > 0) return "some";
  return isClear ? "none" : "unclear";
}
type Identities = Set<string | null>;

const RANK = { same: 0, some: 1, unclear: 2 } as const;
export type Resemblance<Item> = { readonly item: Item; readonly likeness: keyof typeof RANK };

/** The Item that a new login looks most like, the earliest of several; null when it looks like none. */
export function findResemblance<Item extends LinkedItem>(
  login: { institutionId: string | null; accounts: readonly NumberedAccount[] },
  items: readonly Item[],
): Resemblance<Item> | null {
  const alike = items.flatMap((item): Resemblance<Item>[] => {
    if (login.institutionId === null || item.institutionId !== login.institutionId) return [];
    const likeness = compareAccounts(login.accounts, item.accounts);
    return likeness === "none" ? [] : [{ item, likeness }];
  });
  return alike.sort((one, other) => RANK[one.likeness] - RANK[other.likeness])[0] ?? null;
}

/** Items that show the same accounts at the same institution as an earlier one: later Item → earlier Item. */
export function findDuplicates(items: readonly LinkedItem[]): Map<ItemId, ItemId> {
  const duplicates = new Map<ItemId, ItemId>();
  items.forEach((item, place) => {
    const earlier = findResemblance(item, items.slice(0, place));
    if (earlier?.likeness === "same") duplicates.set(item.itemId, earlier.item.itemId);
  });
  return duplicates;
}
