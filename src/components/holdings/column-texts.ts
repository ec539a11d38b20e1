import type { HoldingColumn, HoldingGrouping } from "@/domain/holding-list";

export const COLUMN_LABELS = {
  security: "Security",
  account: "Account",
  quantity: "Quantity",
  price: "Price",
  value: "Value",
  weight: "Weight",
  costBasis: "Cost basis",
  gain: "Gain",
  gainPercent: "Gain %",
  dayChange: "Day change",
  currency: "Currency",
} as const satisfies Record<HoldingColumn, string>;

export const GROUPING_LABELS = {
  none: "No groups",
  security: "Security",
  account: "Account",
  type: "Type",
} as const satisfies Record<HoldingGrouping, string>;

/** Words begin at the start of their column, figures end at its end. */
export const isWords = (column: HoldingColumn) => column === "security" || column === "account";
