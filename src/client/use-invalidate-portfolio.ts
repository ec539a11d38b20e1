"use client";

import { useCallback } from "react";
import { trpc } from "./trpc";

/** Asks again for everything on screen: whatever a refresh or a new brokerage may have changed. */
export function useInvalidatePortfolio(): () => Promise<void> {
  const utils = trpc.useUtils();
  return useCallback(() => utils.invalidate(), [utils]);
}
