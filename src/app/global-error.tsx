"use client";

import "./globals.css";
import { useSyncExternalStore } from "react";
import { PageError } from "@/components/states/page-error";

const neverChanges = () => () => {};

/** What next-themes keeps and would do; it may be what failed. */
function isDark(): boolean {
  try {
    const theme = localStorage.getItem("theme");
    return theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  } catch {
    return false;
  }
}

/** Stands in for the whole document when the root layout itself fails. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const dark = useSyncExternalStore(neverChanges, isDark, () => false);
  return (
    <html lang="en" className={dark ? "dark" : undefined}>
      <body>
        <title>Something went wrong · Plaid Investments</title>
        <main className="mx-auto grid min-h-dvh max-w-xl content-center px-6 py-16">
          <PageError digest={error.digest ?? null} onRetry={reset} />
        </main>
      </body>
    </html>
  );
}
