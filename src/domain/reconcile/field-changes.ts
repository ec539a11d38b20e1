import { Decimal, decimalText, sameDecimal } from "@/domain/decimal";

/** One field that differs; values are plain text, null for "not given". */
export type FieldChange = { readonly field: string; readonly old: string | null; readonly new: string | null };

/** A holding or transaction that a refresh added, changed or removed. `fields` tells only of `changed`. */
export type Change = {
  readonly kind: "holding" | "transaction";
  readonly action: "added" | "changed" | "removed";
  readonly accountId: string;
  readonly securityId: string | null;
  readonly investmentTransactionId: string | null;
  readonly fields: readonly FieldChange[];
};

/** Rows of one kind by what happened to them. */
export type ChangeCounts = { added: number; changed: number; removed: number; unchanged: number };

export function noChanges(): ChangeCounts {
  return { added: 0, changed: 0, removed: 0, unchanged: 0 };
}

/** The fields of `names` whose values differ; decimals by value, everything else by its JSON. */
export function changedFields<T>(old: T, now: T, names: readonly (keyof T & string)[]): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const field of names) {
    if (!isSame(old[field], now[field])) {
      changes.push({ field, old: toText(old[field]), new: toText(now[field]) });
    }
  }
  return changes;
}

/** Whether all fields of `names` are equal, without building the differences. */
export function isUnchanged<T>(old: T, now: T, names: readonly (keyof T & string)[]): boolean {
  return names.every((field) => isSame(old[field], now[field]));
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (Decimal.isDecimal(a) && Decimal.isDecimal(b)) return sameDecimal(a, b);
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  if (typeof a !== "object" || typeof b !== "object") return false;
  return stableJson(a) === stableJson(b);
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Decimal.isDecimal(value)) return decimalText(value);
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? stableJson(value) : String(value);
}

/** JSON with sorted keys: Postgres hands jsonb back in an order of its own. */
export function stableJson(value: unknown): string {
  return JSON.stringify(value, (_key, part) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
