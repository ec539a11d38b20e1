"use client";

import { Eye, EyeOff } from "lucide-react";
import { useAmountVisibility } from "@/client/amount-visibility";
import { Button } from "@/components/ui/button";

export function AmountsSwitch() {
  const { isHidden, toggle } = useAmountVisibility();
  return (
    <Button variant="ghost" size="icon" aria-label="Hide amounts" aria-pressed={isHidden} onClick={toggle}>
      {isHidden ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
    </Button>
  );
}
