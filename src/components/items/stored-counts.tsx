"use client";

import { trpc } from "@/client/trpc";

const COUNT = new Intl.NumberFormat("en");

/** What is stored of a brokerage, and goes with it. Its place is there before the figures are. */
export function StoredCounts({ itemId }: { itemId: string }) {
  const { data } = trpc.items.stored.useQuery({ itemId }, { meta: { showsOwnError: true } });
  const parts = [
    ["Accounts", data?.accounts],
    ["Holdings, with their history", data?.holdings],
    ["Transactions", data?.transactions],
    ["Refreshes, with what they changed", data?.refreshes],
  ] as const;
  return (
    <dl aria-label="What is deleted" className="grid gap-1 rounded-lg bg-sunken px-4 py-3 text-sm">
      {parts.map(([label, count]) => (
        <div key={label} className="flex justify-between gap-4">
          <dt className="text-muted">{label}</dt>
          <dd className="font-medium tabular-nums">{count === undefined ? "…" : COUNT.format(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
