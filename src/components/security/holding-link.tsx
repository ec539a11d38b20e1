"use client";

import Link from "next/link";
import type { ComponentProps, MouseEvent } from "react";
import { securityPath, useScopedHref } from "@/client/use-scoped-href";
import { cn } from "@/components/ui/class-names";
import { openHolding } from "./use-open-holding";

const isPlain = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** A security's name on the Holdings page: a click opens the drawer, a new tab the security's own page. */
export function HoldingLink({
  securityId,
  className,
  ...props
}: { securityId: string } & Omit<ComponentProps<typeof Link>, "href" | "prefetch" | "onClick">) {
  const href = useScopedHref(securityPath(securityId));
  return (
    <Link
      href={href}
      prefetch={false}
      className={cn("rounded hover:text-accent hover:underline", className)}
      onClick={(event) => {
        if (!isPlain(event)) return;
        event.preventDefault();
        openHolding(securityId);
      }}
      {...props}
    />
  );
}
