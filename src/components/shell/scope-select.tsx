"use client";

import { ChevronsUpDown, Layers } from "lucide-react";
import { useConnections } from "@/client/use-connections";
import { findScope, useIsScopedPage, useScope } from "@/client/use-scope";
import { nameConnections } from "@/components/items/connection-names";
import { InstitutionMark } from "@/components/items/institution-mark";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { Menu, MenuRadioGroup, type MenuRadioOption } from "@/components/ui/menu";
import type { ConnectionCard } from "@/contracts/items";
import type { AccountId, ItemId } from "@/domain/ids";
import { ALL, parseScope, scopeText } from "@/domain/scope";
import { accountName, EVERYTHING, scopeName } from "./scope-names";

/** Of which accounts the page tells: of all, of one brokerage, or of one account. Below the width for its text it is an icon. */
export function ScopeSelect() {
  const { data } = useConnections();
  const { scope, text, setScope } = useScope();
  const isShown = useIsScopedPage();
  if (!isShown || !data || data.length === 0) return null;
  const names = nameConnections(data);
  const found = findScope(data, scope);
  const name = found ? scopeName(found, names) : "Not linked any more";
  const isNarrowed = scope.kind !== "all";
  return (
    <Menu
      align="start"
      popupClassName="w-[min(22rem,calc(100vw-1rem))]"
      trigger={
        <Button
          variant="ghost"
          aria-label={`Accounts shown: ${name}`}
          className={cn(
            "max-w-64 min-w-0 shrink px-3 max-sm:size-10 max-sm:shrink-0 max-sm:px-0",
            isNarrowed && "bg-accent-soft text-accent hover:bg-accent-soft! hover:text-accent!",
          )}
        >
          <Layers aria-hidden />
          <span className="truncate max-sm:hidden">{name}</span>
          <ChevronsUpDown aria-hidden className="opacity-60 max-sm:hidden" />
        </Button>
      }
    >
      <MenuRadioGroup
        value={text}
        onValueChange={(next) => setScope(parseScope(next) ?? ALL)}
        options={[
          { value: "", label: EVERYTHING, icon: <Layers aria-hidden className="mx-2" /> },
          ...data.flatMap((card) => optionsOf(card, names.get(card.itemId) ?? card.itemId)),
        ]}
      />
    </Menu>
  );
}

function optionsOf(card: ConnectionCard, name: string): MenuRadioOption[] {
  const itemId = card.itemId as ItemId;
  return [
    {
      value: scopeText({ kind: "item", itemId }),
      label: <span className="block truncate font-medium">{name}</span>,
      icon: <InstitutionMark card={card} size="sm" />,
    },
    ...card.accounts.map((account) => ({
      value: scopeText({ kind: "account", itemId, accountId: account.accountId as AccountId }),
      label: <span className="block truncate">{accountName(account)}</span>,
      isNested: true,
    })),
  ];
}
