"use client";

import { X } from "lucide-react";
import { useConnections } from "@/client/use-connections";
import { findScope, useIsScopedPage, useScope } from "@/client/use-scope";
import { nameConnections } from "@/components/items/connection-names";
import { Button } from "@/components/ui/button";
import { ALL } from "@/domain/scope";
import { scopeName } from "./scope-names";

/** On a phone, where the selector is a mere icon: that what follows is not everything. */
export function ScopeStrip() {
  const { data } = useConnections();
  const { scope, setScope } = useScope();
  const isScopedPage = useIsScopedPage();
  const found = data && findScope(data, scope);
  if (!isScopedPage || scope.kind === "all" || !found) return null;
  return (
    <div data-phone className="flex items-center gap-2 rounded-xl bg-accent-soft py-1 pr-1 pl-4 text-sm sm:hidden">
      <p className="min-w-0 flex-1 truncate">
        Only <strong className="font-medium">{scopeName(found, nameConnections(data))}</strong>
      </p>
      <Button variant="ghost" size="sm" onClick={() => setScope(ALL)} className="text-accent">
        <X aria-hidden />
        Show all
      </Button>
    </div>
  );
}
