"use client";

import { CloudOff } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { isImporting } from "@/client/importing";
import { useConnections } from "@/client/use-connections";
import { cardsInScope, useScope } from "@/client/use-scope";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "./empty-state";

/**
 * In place of what the brokerages in scope have none of, where no filter is the reason: of one that was never read nobody knows that,
 * and while one is imported for the first time there is nothing to say yet. `children`: what else is worth knowing.
 */
export function NothingStored({ icon, title, children }: { icon: ReactNode; title: string; children?: ReactNode }) {
  const { scope } = useScope();
  const { data } = useConnections();
  const shown = cardsInScope(data ?? [], scope);
  if (!data || shown.some(isImporting)) return null;
  const unread = shown.filter(({ refreshedAt }) => refreshedAt === null);
  const names = [...new Set(unread.map(({ institutionName }) => institutionName ?? "a brokerage"))].join(", ");
  const way = (
    <Link href="/connections" className={buttonVariants()}>
      See connections
    </Link>
  );
  return unread.length > 0 ? (
    <EmptyState
      icon={<CloudOff aria-hidden />}
      title={unread.length < shown.length ? "Not all is known yet" : "Nothing is known yet"}
      action={way}
    >
      Nothing could be read from {names} so far. Connections tells why, and what to do about it.
    </EmptyState>
  ) : (
    <EmptyState icon={icon} title={title} action={way}>
      {children} There is nothing to show of what was reported so far. What a refresh brings shows here.
    </EmptyState>
  );
}
