"use client";

import { TrendingDown, TrendingUp } from "lucide-react";
import { useAmountVisibility } from "@/client/amount-visibility";
import type { CurrencyDto, DecimalText } from "@/contracts/money";
import { HiddenAmount } from "./hidden-amount";
import { Money } from "./money";
import { Percent } from "./percent";
import { cn } from "./ui/class-names";

export type GainDirection = "up" | "down" | "flat";

export function gainDirection(amount: DecimalText): GainDirection {
  if (!/[1-9]/.test(amount)) return "flat";
  return amount.startsWith("-") ? "down" : "up";
}

const COLOURS = { up: "text-gain", down: "text-loss", flat: "text-muted" } as const;

/** A gain or loss, told by sign as well as by colour. Null is unknown, which is not zero. */
export function GainAmount({
  amount,
  currency,
  className,
}: {
  amount: DecimalText | null;
  currency: CurrencyDto;
  className?: string;
}) {
  const { isHidden } = useAmountVisibility();
  if (amount === null) return <Unknown className={className} />;
  if (isHidden) return <HiddenAmount className={className} />;
  return (
    <Money
      amount={amount}
      currency={currency}
      sign="exceptZero"
      className={cn(COLOURS[gainDirection(amount)], className)}
    />
  );
}

export function GainPercent({ fraction, className }: { fraction: DecimalText | null; className?: string }) {
  if (fraction === null) return <Unknown className={className} />;
  return <Percent fraction={fraction} sign="exceptZero" className={cn(COLOURS[gainDirection(fraction)], className)} />;
}

/** An arrow for the eye beside a gain that is already told by its sign. */
export function GainArrow({ amount }: { amount: DecimalText }) {
  const direction = gainDirection(amount);
  if (direction === "flat") return null;
  const Arrow = direction === "up" ? TrendingUp : TrendingDown;
  return <Arrow aria-hidden className={cn("size-4", COLOURS[direction])} />;
}

export function Unknown({ className }: { className?: string }) {
  return <span className={cn("text-muted", className)}>unknown</span>;
}
