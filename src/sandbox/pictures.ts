import { literalPicture } from "@/sandbox/literal-picture";
import { accountIdOf, ledgerPicture } from "@/sandbox/market/ledger-picture";
import { planLedger } from "@/sandbox/market/plan-ledger";
import { bulkAccounts, bulkSizesOf } from "@/sandbox/personas/bulk";
import { customPicture } from "@/sandbox/personas/custom-picture";
import { itemPersona } from "@/sandbox/personas/item-persona";
import type { PictureSource } from "@/sandbox/picture";
import type { SandboxItem, Store } from "@/sandbox/state";

/** The sources of all Items' pictures, each made once and kept. */
export type Pictures = { of(item: SandboxItem): PictureSource; forget(itemId: string): void };

function sourceOf(store: Store, item: SandboxItem): PictureSource {
  const { seed, pictures } = store.state;
  const literal = pictures[item.itemId];
  if (literal !== undefined) return literalPicture(literal);
  if (item.customUser !== null) return customPicture({ seed, itemId: item.itemId }, item.customUser);
  const sizes = bulkSizesOf(item.username);
  const accounts = sizes ? bulkAccounts(seed, sizes, Date.parse(item.createdAt)) : personaAccounts(seed, item);
  return ledgerPicture(
    seed,
    accounts.map((account) => ({ ...account, accountId: accountIdOf(seed, item.itemId, account.plan.key) })),
  );
}

function personaAccounts(seed: string, item: SandboxItem) {
  const login = `${item.institutionId}/${item.username}`;
  return (itemPersona(item)?.accounts ?? []).map((plan) => ({ plan, ledger: planLedger(seed, login, plan) }));
}

/** Pictures over the Items of `store`; `forget` is due whenever an Item's literal picture changes. */
export function createPictures(store: Store): Pictures {
  const sources = new Map<string, PictureSource>();
  return {
    of(item) {
      const source = sources.get(item.itemId) ?? sourceOf(store, item);
      sources.set(item.itemId, source);
      return source;
    },
    forget: (itemId) => void sources.delete(itemId),
  };
}
