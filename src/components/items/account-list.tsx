"use client";

import { Money } from "@/components/money";
import { Badge } from "@/components/ui/badge";
import type { AccountRow } from "@/contracts/items";
import { accountTypeText } from "./account-type-text";

export function AccountList({ accounts, name }: { accounts: readonly AccountRow[]; name: string }) {
  if (accounts.length === 0) return <p className="text-sm text-muted">No accounts yet.</p>;
  return (
    <ul aria-label={`Accounts at ${name}`} className="divide-y divide-line">
      {accounts.map((account) => (
        <li key={account.accountId} className="flex items-center justify-between gap-4 py-2.5 text-sm">
          <div className="min-w-0">
            <p className="truncate font-medium">
              {account.name}
              {account.mask && <span className="ml-1.5 font-normal text-muted tabular-nums">••{account.mask}</span>}
            </p>
            <p className="truncate text-xs text-muted">{accountTypeText(account)}</p>
          </div>
          <div className="flex items-center gap-2 text-right tabular-nums">
            {!account.isActive && <Badge tone="warn">Not seen lately</Badge>}
            {account.balanceCurrent === null ? (
              <span className="text-muted">unknown</span>
            ) : (
              <Money amount={account.balanceCurrent} currency={account.currency} className="font-medium" />
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
