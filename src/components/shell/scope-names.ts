import type { AccountRow, ConnectionCard } from "@/contracts/items";

export const EVERYTHING = "All accounts";

export const accountName = ({ name, mask }: Pick<AccountRow, "name" | "mask">) =>
  mask === null ? name : `${name} ••${mask}`;

/** A scope in words; `names` tells brokerages of one name apart. */
export function scopeName(
  { card, account }: { card: Pick<ConnectionCard, "itemId"> | null; account: Pick<AccountRow, "name" | "mask"> | null },
  names: ReadonlyMap<string, string>,
): string {
  if (account) return accountName(account);
  return card ? (names.get(card.itemId) ?? card.itemId) : EVERYTHING;
}
