import type { CalendarDate } from "./calendar-date";
import type { IncompleteReason } from "./portfolio";

/** Why a figure is not exact. */
export type TruthReason =
  /** Of a total. */
  | { readonly kind: IncompleteReason }
  /** Of positions: the value of some is in no currency, is of an account that was last seen earlier, counts unvested shares. */
  | { readonly kind: "no_currency" | "last_seen" | "unvested_shares" }
  /** Positions whose cost is unknown are left out. */
  | { readonly kind: "missing_basis"; readonly missing: number; readonly of: number }
  /** Accounts that were first seen after the date compared with are left out. */
  | { readonly kind: "joined_since"; readonly names: readonly string[] }
  /** Counted as last seen, which is longer ago than the figure says. */
  | { readonly kind: "carried"; readonly names: readonly string[]; readonly since: CalendarDate };

/** Exact: all of it, of the time it says. Estimated: all of it, some of it not for certain. Incomplete: something is left out. */
export type Truth = { readonly level: "exact" | "estimated" | "incomplete"; readonly reasons: readonly TruthReason[] };

const UNCERTAIN: readonly TruthReason["kind"][] = ["carried", "last_seen", "unvested_shares"];

/** A figure is as true as the worst of what is said against it. */
export function toTruth(reasons: readonly TruthReason[]): Truth {
  if (reasons.length === 0) return { level: "exact", reasons };
  return { level: reasons.every(({ kind }) => UNCERTAIN.includes(kind)) ? "estimated" : "incomplete", reasons };
}
