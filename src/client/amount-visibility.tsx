"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { AMOUNTS_COOKIE, HIDDEN_AMOUNTS } from "./amounts-cookie";

const YEAR_SECONDS = 31_536_000;

type AmountVisibility = { isHidden: boolean; toggle: () => void };

const Context = createContext<AmountVisibility>({ isHidden: false, toggle: () => {} });

export function AmountVisibilityProvider({
  initiallyHidden,
  children,
}: {
  initiallyHidden: boolean;
  children: ReactNode;
}) {
  const [isHidden, setHidden] = useState(initiallyHidden);
  const toggle = useCallback(() => {
    setHidden((wasHidden) => {
      document.cookie = `${AMOUNTS_COOKIE}=${wasHidden ? "shown" : HIDDEN_AMOUNTS}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
      return !wasHidden;
    });
  }, []);
  return <Context value={useMemo(() => ({ isHidden, toggle }), [isHidden, toggle])}>{children}</Context>;
}

/** Why what would tell amounts cannot be had. */
export const WHY_HIDDEN = "Amounts are hidden: show them first";

export const useAmountVisibility = () => useContext(Context);
