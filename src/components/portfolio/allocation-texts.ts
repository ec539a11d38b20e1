import { securityTypeText } from "@/components/holdings/holding-texts";
import type { AllocationSlice } from "@/contracts/overview";
import type { AllocationView } from "./overview-params";

export const ALLOCATION_TABS = [
  { value: "type", label: "Type" },
  { value: "sector", label: "Sector" },
  { value: "account", label: "Account" },
  { value: "currency", label: "Currency" },
  { value: "security", label: "Security" },
] as const satisfies { value: AllocationView; label: string }[];

const UNTOLD = {
  type: "Type unknown",
  sector: "No sector given",
  account: "Unnamed account",
  currency: "No currency",
  security: "Unnamed security",
} as const satisfies Record<AllocationView, string>;

/** What a slice is called, for people. */
export function sliceLabel(
  view: AllocationView,
  { key, label, merged }: Pick<AllocationSlice, "key" | "label" | "merged">,
) {
  if (merged > 0) return `Other (${merged})`;
  if (key === null || label === null) return UNTOLD[view];
  if (key === "cash") return "Cash";
  return view === "type" ? (securityTypeText({ kind: "position", securityType: label }) ?? label) : label;
}
