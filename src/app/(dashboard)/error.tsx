"use client";

import { PageError } from "@/components/states/page-error";

export default function DashboardError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <PageError digest={error.digest ?? null} onRetry={reset} />;
}
