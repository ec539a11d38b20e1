import Link from "next/link";
import { cn } from "@/components/ui/class-names";

/** The mark: two threads crossing two, the weave of a plaid. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cn("size-7", className)}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <g className="fill-accent-ink">
        <path d="M9 5h4v22H9z" opacity=".55" />
        <path d="M19 5h4v22h-4z" opacity=".9" />
        <path d="M5 19h22v4H5z" opacity=".55" />
        <path d="M5 9h22v4H5z" opacity=".9" />
      </g>
    </svg>
  );
}

export function BrandLink({ isCompact = false }: { isCompact?: boolean }) {
  return (
    <Link
      href="/"
      className="flex items-center gap-2.5 rounded-lg text-[0.9375rem] font-semibold tracking-tight"
      aria-label="Plaid Investments, overview"
    >
      <BrandMark />
      {!isCompact && <span className="lg:max-[90rem]:sr-only">Plaid Investments</span>}
    </Link>
  );
}
