"use client";

import { Button } from "@/components/ui/button";

/** A page that could not be shown. `digest` finds the server's log line. */
export function PageError({ digest, onRetry }: { digest: string | null; onRetry: () => void }) {
  return (
    <div role="alert">
      <h1 className="text-2xl font-semibold tracking-tight">This page could not be shown</h1>
      <p className="mt-2 text-muted">Something went wrong on our side. Nothing of yours was changed.</p>
      {digest && <p className="mt-2 text-xs text-muted">Reference {digest}</p>}
      <Button className="mt-6" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
