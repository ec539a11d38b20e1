"use client";

import { usePathname } from "next/navigation";
import { useMemo } from "react";
import type { AccountRow, ConnectionCard } from "@/contracts/items";
import { ALL, parseScope, type Scope, scopeText } from "@/domain/scope";
import { useUrlParam } from "./url-state";

/** The address's parameter for what the pages tell of. */
export const SCOPE_PARAM = "scope";

/** Of what the page tells; `text` is what queries take. What the address cannot mean is everything. */
export function useScope(): { scope: Scope; text: string; setScope: (scope: Scope) => void } {
  const [param, setParam] = useUrlParam(SCOPE_PARAM);
  return useMemo(() => {
    const scope = parseScope(param) ?? ALL;
    return { scope, text: scopeText(scope), setScope: (next: Scope) => setParam(scopeText(next)) };
  }, [param, setParam]);
}

const SCOPED_PAGES = ["/holdings", "/activity"];

/** Whether the page that is shown tells of the scope alone; the others tell of everything. */
export function useIsScopedPage(): boolean {
  const pathname = usePathname();
  return pathname === "/" || SCOPED_PAGES.some((page) => pathname === page || pathname.startsWith(`${page}/`));
}

/** What a scope stands for among the linked brokerages; null: it is not linked, or not any more. */
export function findScope(
  cards: readonly ConnectionCard[],
  scope: Scope,
): { card: ConnectionCard | null; account: AccountRow | null } | null {
  if (scope.kind === "all") return { card: null, account: null };
  const card = cards.find(({ itemId }) => itemId === scope.itemId);
  if (!card) return null;
  if (scope.kind === "item") return { card, account: null };
  const account = card.accounts.find(({ accountId }) => accountId === scope.accountId);
  return account ? { card, account } : null;
}

/** The brokerages of which a page in this scope tells. */
export function cardsInScope(cards: readonly ConnectionCard[], scope: Scope): readonly ConnectionCard[] {
  return scope.kind === "all" ? cards : cards.filter(({ itemId }) => itemId === scope.itemId);
}
