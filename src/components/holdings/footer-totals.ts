import { currencyCode } from "@/components/money";
import type { HoldingSubtotal, HoldingsList } from "@/contracts/holdings";
import { type Truth, toTruth } from "@/domain/truth";

/** What stands at the foot of the list for one currency. */
export type FooterTotal = {
  readonly title: string;
  readonly of: HoldingSubtotal;
  readonly truth: Truth;
};

/**
 * The totals of what is shown: of everything, with what is said against it, or, where a filter leaves something out, of what
 * matches.
 */
export function footerTotals(first: HoldingsList | undefined, isFiltered: boolean): FooterTotal[] {
  return (first?.matching ?? []).map((of) => {
    const code = currencyCode(of.currency);
    if (isFiltered) return { title: `Shown, ${code ?? "without currency"}`, of, truth: toTruth([]) };
    const total = first?.totals.find((one) => currencyCode(one.currency) === code);
    return {
      title: `Total ${code ?? "without currency"}`,
      of,
      truth: toTruth((total?.incomplete ?? []).map((kind) => ({ kind }))),
    };
  });
}
