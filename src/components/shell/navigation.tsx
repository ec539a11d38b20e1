"use client";

import { Building2, ChartPie, List } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/class-names";
import { BrandLink } from "./brand";

const ROOMS = [
  { href: "/", label: "Overview", Icon: ChartPie },
  { href: "/holdings", label: "Holdings", Icon: List },
  { href: "/connections", label: "Connections", Icon: Building2 },
] as const;

const isWithin = (pathname: string, href: string) =>
  href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);

export function SideNavigation() {
  const pathname = usePathname();
  return (
    <nav aria-label="Main" className="hidden flex-col gap-1 lg:flex">
      <div className="mb-6 flex px-1 lg:max-[90rem]:justify-center lg:max-[90rem]:px-0">
        <BrandLink />
      </div>
      {ROOMS.map(({ href, label, Icon }) => (
        <Link
          key={href}
          title={label}
          href={href}
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
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-3 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {ROOMS.map(({ href, label, Icon }) => (
        <Link
          key={href}
          href={href}
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
