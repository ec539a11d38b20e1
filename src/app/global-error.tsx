"use client";

import "./globals.css";
import { PageError } from "@/components/states/page-error";

/** Stands in for the whole document when the root layout itself fails. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Plaid Investments</title>
        <main className="mx-auto grid min-h-dvh max-w-xl content-center px-6 py-16">
          <PageError digest={error.digest ?? null} onRetry={reset} />
        </main>
      </body>
    </html>
  );
}
