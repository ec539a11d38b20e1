import type { ConnectionCard } from "@/contracts/items";

type Named = Pick<ConnectionCard, "itemId" | "institutionName" | "accounts">;

/**
 * A name for each connection that no other has: the institution's, with the accounts where two logins share it, with a
 * number where even those are the same.
 */
export function nameConnections(cards: readonly Named[]): ReadonlyMap<string, string> {
  const plain = (card: Named) => card.institutionName ?? "Brokerage";
  const withAccounts = (card: Named) => [plain(card), ...card.accounts.map((account) => account.name)].join(", ");
  const isShared = (card: Named, name: (card: Named) => string) =>
    cards.some((other) => other.itemId !== card.itemId && name(other) === name(card));
  const used = new Map<string, number>();
  return new Map(
    cards.map((card) => {
      const name = isShared(card, plain) ? withAccounts(card) : plain(card);
      const count = (used.get(name) ?? 0) + 1;
      used.set(name, count);
      return [card.itemId, count === 1 ? name : `${name} (${count})`];
    }),
  );
}
