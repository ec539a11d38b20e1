import { literalPicture } from "@/sandbox/literal-picture";
import { accountIdOf, ledgerPicture } from "@/sandbox/market/ledger-picture";
import { planLedger } from "@/sandbox/market/plan-ledger";
import { bulkAccounts, bulkSizesOf } from "@/sandbox/personas/bulk";
import { customPicture } from "@/sandbox/personas/custom-picture";
import { itemPersona } from "@/sandbox/personas/item-persona";
import type { Picture, PictureSource } from "@/sandbox/picture";
import type { SandboxItem, Store } from "@/sandbox/state";

/** The sources of all Items' pictures, each made once and kept. */
export type Pictures = {
  of(item: SandboxItem): PictureSource;
  forget(itemId: string): void;
  /** Notes what an Item shows at a refresh and gives what it showed at the one before, or else when it was linked. Kept in memory. */
  exchangeRefreshed(item: SandboxItem, shown: Picture): Picture;
};

function sourceOf(store: Store, item: SandboxItem): PictureSource {
  const literal = store.state.pictures[item.itemId];
  return literal === undefined ? loginSource(store.state.seed, item) : literalPicture(literal);
}

function loginSource(seed: string, item: SandboxItem): PictureSource {
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
  const refreshed = new Map<string, Picture>();
  return {
    of(item) {
      const source = sources.get(item.itemId) ?? sourceOf(store, item);
      sources.set(item.itemId, source);
      return source;
    },
    forget: (itemId) => void sources.delete(itemId),
    exchangeRefreshed(item, shown) {
      const before = refreshed.get(item.itemId) ?? loginSource(store.state.seed, item).at(Date.parse(item.createdAt));
      refreshed.set(item.itemId, shown);
      return before;
    },
  };
}
