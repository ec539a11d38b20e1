import { literalPicture } from "@/sandbox/literal-picture";
import { accountIdOf, ledgerPicture } from "@/sandbox/market/ledger-picture";
import { planLedger } from "@/sandbox/market/plan-ledger";
import { bulkLedger, bulkPlan, bulkSizeOf } from "@/sandbox/personas/bulk";
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
  const size = bulkSizeOf(item.username);
  if (size !== null) {
    const plan = bulkPlan(size);
    const ledger = bulkLedger(seed, size, Date.parse(item.createdAt));
    return ledgerPicture(seed, [{ plan, accountId: accountIdOf(seed, item.itemId, plan.key), ledger }]);
  }
  const persona = itemPersona(item);
  const login = `${item.institutionId}/${item.username}`;
  const accounts = (persona?.accounts ?? []).map((plan) => ({
    plan,
    accountId: accountIdOf(seed, item.itemId, plan.key),
    ledger: planLedger(seed, login, plan),
  }));
  return ledgerPicture(seed, accounts);
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
