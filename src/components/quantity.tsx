"use client";

import { useAmountVisibility } from "@/client/amount-visibility";
import type { DecimalText } from "@/contracts/money";
import { HiddenAmount } from "./hidden-amount";
import { formatNumber } from "./number-format";

const PLACES = 9;
const PLACES_OF_MANY = 4;
const isMany = (quantity: DecimalText) => /^-?[1-9]\d{3}/.test(quantity);

/**
 * Units for the eye: digits grouped, at most nine places, four from a thousand on; what would round to nothing keeps its
 * leading digits.
 */
export function formatQuantity(quantity: DecimalText): string {
  const options = {
    maximumFractionDigits: isMany(quantity) ? PLACES_OF_MANY : PLACES,
    roundingMode: "halfEven",
    signDisplay: "negative",
  } as const;
  const text = formatNumber(quantity, options);
  if (text !== "0" || !/[1-9]/.test(quantity)) return text;
  return formatNumber(quantity, { maximumSignificantDigits: 4 });
}

/** `contracts` is given for options, whose quantity counts shares. */
export function Quantity({ quantity, contracts = null }: { quantity: DecimalText; contracts?: DecimalText | null }) {
  const { isHidden } = useAmountVisibility();
  if (isHidden) return <HiddenAmount />;
  const title = contracts === null ? quantity : `${contracts} contracts for ${quantity} shares`;
  return (
    <data value={quantity} title={title}>
      {formatQuantity(contracts ?? quantity)}
      {contracts !== null && <span className="ml-1 text-muted">ct</span>}
    </data>
  );
}
