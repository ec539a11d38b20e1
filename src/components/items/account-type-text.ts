import type { AccountRow } from "@/contracts/items";

const ABBREVIATIONS = new Set([
  "ira",
  "isa",
  "hsa",
  "sep",
  "rrsp",
  "rrif",
  "resp",
  "tfsa",
  "lira",
  "lif",
  "lrsp",
  "ugma",
  "utma",
  "gic",
  "sipp",
]);

/** Plaid's subtype, or type without one, as people write it: `Roth IRA` for `roth ira`. */
export function accountTypeText({ type, subtype }: Pick<AccountRow, "type" | "subtype">): string {
  const words = (subtype ?? type).split(" ").map((word) => (ABBREVIATIONS.has(word) ? word.toUpperCase() : word));
  const text = words.join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
