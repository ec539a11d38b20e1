"use client";

import { PageError } from "@/components/states/page-error";

export default function RootError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-xl content-center px-6 py-16">
      <PageError digest={error.digest ?? null} onRetry={reset} />
    </main>
  );
}
