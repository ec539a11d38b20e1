"use client";

import { GainAmount } from "@/components/gain";
import { TruthLabel } from "@/components/truth-label";
import type { HoldingSubtotal } from "@/contracts/holdings";
import { type Truth, toTruth } from "@/domain/truth";

/** Beside a total that leaves something out. */
export function TotalMark({ title, truth }: { title: string; truth: Truth }) {
  if (truth.level === "exact") return null;
  return (
    <TruthLabel
      isMark
      figure={title}
      truth={truth}
      formula="The value that the brokerages state of each position, plus the cash that account balances hold beside them."
    />
  );
}

/** Beside a gain that leaves out positions, for what they cost is not known. */
export function GainMark({ of }: { of: HoldingSubtotal }) {
  const { missingBasisCount: missing, investedCount, unrealizedGain, currency } = of;
  if (missing === 0 || unrealizedGain === null) return null;
  return (
    <TruthLabel
      isMark
      figure="Gain"
      truth={toTruth([{ kind: "missing_basis", missing, of: investedCount }])}
      formula="Value minus cost basis, of the positions whose cost basis is known."
      inputs={[
        ["Positions counted", `${investedCount - missing} of ${investedCount}`],
        ["Gain", <GainAmount key="gain" amount={unrealizedGain} currency={currency} />],
      ]}
    />
  );
}
