"use client";

import { ArrowLeftRight, Building2, ChartPie, List, Settings } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useInScope } from "@/client/use-scoped-href";
import { cn } from "@/components/ui/class-names";
import { BrandLink } from "./brand";

const ROOMS = [
  { href: "/", label: "Overview", Icon: ChartPie },
  { href: "/holdings", label: "Holdings", Icon: List },
  { href: "/activity", label: "Activity", Icon: ArrowLeftRight },
  { href: "/connections", label: "Connections", Icon: Building2 },
  { href: "/settings", label: "Settings", Icon: Settings },
] as const;

const isWithin = (pathname: string, href: string) =>
  href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);

export function SideNavigation() {
  const pathname = usePathname();
  const inScope = useInScope();
  return (
    <nav aria-label="Main" className="hidden flex-col gap-1 lg:flex">
      <div className="mb-6 flex px-1 lg:max-[90rem]:justify-center lg:max-[90rem]:px-0">
        <BrandLink />
      </div>
      {ROOMS.map(({ href, label, Icon }) => (
        <Link
          key={href}
          title={label}
          href={inScope(href)}
          aria-current={isWithin(pathname, href) ? "page" : undefined}
          className={cn(
            "flex h-10 items-center gap-3 rounded-lg px-3 text-sm font-medium text-muted transition-colors hover:bg-sunken hover:text-ink lg:max-[90rem]:justify-center lg:max-[90rem]:px-0",
            isWithin(pathname, href) && "bg-accent-soft text-accent hover:bg-accent-soft hover:text-accent",
          )}
        >
          <Icon aria-hidden className="size-[1.125rem] shrink-0" />
          <span className="lg:max-[90rem]:sr-only">{label}</span>
        </Link>
      ))}
    </nav>
  );
}

export function BottomNavigation() {
  const pathname = usePathname();
  const inScope = useInScope();
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 grid auto-cols-fr grid-flow-col border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {ROOMS.map(({ href, label, Icon }) => (
        <Link
          key={href}
          href={inScope(href)}
          aria-current={isWithin(pathname, href) ? "page" : undefined}
          className={cn(
            "flex h-15 flex-col items-center justify-center gap-1 text-xs font-medium text-muted focus-visible:-outline-offset-4",
            isWithin(pathname, href) && "text-accent",
          )}
        >
          <Icon aria-hidden className="size-5" />
          {label}
        </Link>
      ))}
    </nav>
  );
}
