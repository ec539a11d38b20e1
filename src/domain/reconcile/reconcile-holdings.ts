import { currencyKey } from "@/domain/currency";
import type { Decimal } from "@/domain/decimal";
import type { Holding, Json, Picture } from "@/domain/entities";
import { groupBy } from "@/domain/group-by";
import { type Change, type ChangeCounts, changedFields, isUnchanged, noChanges, stableJson } from "./field-changes";
import { type Known, positionKey } from "./known";

/** The fields that a version keeps; the others may change without making history. */
const VERSION_FIELDS = [
  "quantity",
  "institutionPrice",
  "institutionValue",
  "costBasis",
  "isoCurrencyCode",
  "unofficialCurrencyCode",
] as const satisfies readonly (keyof Holding)[];
const FIELDS = [
  ...VERSION_FIELDS,
  "institutionPriceAsOf",
  "institutionPriceDatetime",
  "vestedQuantity",
  "vestedValue",
  "taxLots",
] as const satisfies readonly (keyof Holding)[];

export type HoldingChanges = {
  readonly upsert: readonly Holding[];
  readonly remove: readonly Holding[];
  /** Those of `upsert` whose versioned values differ. */
  readonly version: readonly Holding[];
  readonly counts: ChangeCounts;
  readonly changes: readonly Change[];
};

/** Positions of one (account, security) pair in several currencies: they cannot be added. */
export class MixedCurrencyPositionError extends Error {}

/**
 * One row for each (account, security). Rows that repeat a pair are added up; cost basis and vested figures are unknown where one
 * is; lots are kept; price and its date are those of the row priced last. The order in which rows come changes nothing.
 * Errors: MixedCurrencyPositionError.
 */
export function mergePositions(rows: readonly Holding[]): Holding[] {
  return [...groupBy(rows, positionKey).values()].flatMap((same) =>
    same.length === 1 ? same : [same.sort(byPriceDate).reduce(addPositions)],
  );
}

/** The latest price first; equal dates in the order of all that the rows tell, so that it does not depend on how they came. */
function byPriceDate(a: Holding, b: Holding): number {
  const [dateA, dateB] = [a.institutionPriceAsOf ?? "", b.institutionPriceAsOf ?? ""];
  if (dateA !== dateB) return dateA > dateB ? -1 : 1;
  const [textA, textB] = [stableJson(a), stableJson(b)];
  return textA === textB ? 0 : textA > textB ? -1 : 1;
}

/** Compares merged positions with the stored ones. Only accounts that the answer shows can lose a position. */
export function reconcileHoldings(shown: Picture, positions: readonly Holding[], known: Known): HoldingChanges {
  const counts = noChanges();
  const changes: Change[] = [];
  const upsert: Holding[] = [];
  const version: Holding[] = [];
  const shownKeys = new Set<string>();
  for (const holding of positions) {
    const key = positionKey(holding);
    shownKeys.add(key);
    const stored = known.holdings.get(key);
    if (!stored) {
      counts.added += 1;
      changes.push(toChange("added", holding));
      upsert.push(holding);
      version.push(holding);
    } else if (isUnchanged(stored, holding, FIELDS)) {
      counts.unchanged += 1;
    } else {
      counts.changed += 1;
      changes.push(toChange("changed", holding, stored));
      upsert.push(holding);
      if (!isUnchanged(stored, holding, VERSION_FIELDS)) version.push(holding);
    }
  }
  const shownAccounts = new Set<string>(shown.accounts.map((account) => account.accountId));
  const remove = [...known.holdings]
    .filter(([key, stored]) => !shownKeys.has(key) && shownAccounts.has(stored.accountId))
    .map(([, stored]) => stored);
  counts.removed = remove.length;
  for (const stored of remove) changes.push(toChange("removed", stored));
  return { upsert, remove, version, counts, changes };
}

function toChange(action: Change["action"], holding: Holding, stored?: Holding): Change {
  return {
    kind: "holding",
    action,
    accountId: holding.accountId,
    securityId: holding.securityId,
    investmentTransactionId: null,
    fields: stored ? changedFields(stored, holding, FIELDS) : [],
  };
}

function addPositions(a: Holding, b: Holding): Holding {
  if (currencyKey(a) !== currencyKey(b)) throw new MixedCurrencyPositionError();
  return {
    ...a,
    quantity: a.quantity.plus(b.quantity),
    institutionValue: a.institutionValue.plus(b.institutionValue),
    costBasis: addKnown(a.costBasis, b.costBasis),
    vestedQuantity: addKnown(a.vestedQuantity, b.vestedQuantity),
    vestedValue: addKnown(a.vestedValue, b.vestedValue),
    taxLots: joinLots(a.taxLots, b.taxLots),
  };
}

function addKnown(a: Decimal | null, b: Decimal | null): Decimal | null {
  return a && b ? a.plus(b) : null;
}

function joinLots(a: Json, b: Json): Json {
  if (!Array.isArray(a)) return b;
  return Array.isArray(b) ? [...a, ...b] : a;
}
