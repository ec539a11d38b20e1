"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { BrandMark } from "@/components/shell/brand";

const LOOK_AGAIN_MS = 2_000;

/** In place of the dashboard while the demo's history is made: until then its figures are those of some day in the past. */
export function DemoBeingPrepared() {
  const { refresh } = useRouter();
  useEffect(() => {
    const timer = setInterval(refresh, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [refresh]);
  return (
    <main className="mx-auto grid min-h-dvh max-w-xl content-center px-6 py-16">
      <BrandMark className="size-10" />
      <h1 className="mt-6 text-2xl font-semibold tracking-tight">The demo is being prepared</h1>
      <p role="status" className="mt-3 text-muted">
        Two simulated brokerages are linked and live through 180 days, so that there is a history to look at. The
        dashboard opens by itself in less than a minute.
      </p>
    </main>
  );
}
