import { groupBy } from "@/domain/group-by";
import type { ItemId } from "@/domain/ids";
import type { Db, SqlExecutor } from "@/server/db/client";
import { type AccountSums, type HeldScope, listSumsVersions } from "@/server/db/holding-sums";

export type Summing = (snapshot: SqlExecutor, scope: HeldScope) => Promise<AccountSums[]>;

/** What an Item's sums were, and what they were of. */
type Remembered = { readonly version: string; readonly sums: readonly AccountSums[] };
/** Of each database the sums that this process knows, those asked for last at the end. */
const memories = new WeakMap<Db, WeakMap<Summing, Map<ItemId, Remembered>>>();
const MAX_ITEMS = 1_000;

/**
 * The sums of Items as of now, made anew only of those that were refreshed since: whoever types, sorts and filters asks for them
 * again and again, and of very many positions they are the dearest part of an answer. Whether they still hold is told by the snapshot.
 */
export async function recallSums(
  db: Db,
  snapshot: SqlExecutor,
  itemIds: readonly ItemId[],
  sum: Summing,
): Promise<AccountSums[]> {
  const memory = memoryOf(db, sum);
  const versions = await listSumsVersions(snapshot, itemIds);
  const known = new Map(itemIds.map((itemId) => [itemId, memory.get(itemId)]));
  const others = itemIds.filter((itemId) => !known.get(itemId) || known.get(itemId)?.version !== versions.get(itemId));
  const summed = others.length > 0 ? await sum(snapshot, { itemIds: others, accountId: null, asOf: null }) : [];
  const sumsOf = groupBy(summed, ({ itemId }) => itemId);
  for (const itemId of others)
    known.set(itemId, { version: versions.get(itemId) ?? "", sums: sumsOf.get(itemId) ?? [] });
  for (const [itemId, one] of known) if (one && versions.has(itemId)) remember(memory, itemId, one);
  return [...known.values()].flatMap((one) => one?.sums ?? []);
}

function memoryOf(db: Db, sum: Summing): Map<ItemId, Remembered> {
  const ofDb = memories.get(db) ?? new WeakMap<Summing, Map<ItemId, Remembered>>();
  const memory = ofDb.get(sum) ?? new Map<ItemId, Remembered>();
  memories.set(db, ofDb.set(sum, memory));
  return memory;
}

function remember(memory: Map<ItemId, Remembered>, itemId: ItemId, one: Remembered): void {
  memory.delete(itemId);
  memory.set(itemId, one);
  for (const oldest of memory.keys()) {
    if (memory.size <= MAX_ITEMS) return;
    memory.delete(oldest);
  }
}
