"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useAttention } from "@/client/use-attention";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/class-names";

const TABS = [
  { href: "/connections", label: "Brokerages" },
  { href: "/connections/attention", label: "Needs attention" },
  { href: "/connections/runs", label: "Refresh history" },
] as const;

/**
 * `isWaiting`: in place of a page that is still to come. It asks for nothing then: a query that is asked for before its prefetched
 * answer is there would not be rendered with it.
 */
export function ConnectionTabs({ isWaiting = false }: { isWaiting?: boolean }) {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Connections"
      className="mb-6 flex gap-6 overflow-x-auto border-b border-line text-sm font-medium whitespace-nowrap [scrollbar-width:none]"
    >
      {TABS.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          aria-current={pathname === href ? "page" : undefined}
          className={cn(
            "flex items-center gap-2 border-b-2 border-transparent py-2.5 text-muted hover:text-ink focus-visible:-outline-offset-2",
            pathname === href && "border-accent text-ink",
          )}
        >
          {label}
          {href === "/connections/attention" && !isWaiting && <AttentionCount />}
        </Link>
      ))}
    </nav>
  );
}

function AttentionCount() {
  const { data: findings } = useAttention();
  if (!findings?.[0]) return null;
  return (
    <Badge tone={findings[0].severity === "low" ? "neutral" : "warn"} className="tabular-nums">
      {findings.length}
    </Badge>
  );
}
