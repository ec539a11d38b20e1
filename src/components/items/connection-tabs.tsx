"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/class-names";

const TABS = [
  { href: "/connections", label: "Brokerages" },
  { href: "/connections/runs", label: "Refresh history" },
] as const;

export function ConnectionTabs() {
  const pathname = usePathname();
  return (
    <nav aria-label="Connections" className="mb-6 flex gap-6 border-b border-line text-sm font-medium">
      {TABS.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          aria-current={pathname === href ? "page" : undefined}
          className={cn(
            "-mb-px border-b-2 border-transparent py-2.5 text-muted hover:text-ink",
            pathname === href && "border-accent text-ink",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
