import { ArrowLeft } from "lucide-react";
import Link from "next/link";

export function RunBackLink() {
  return (
    <Link
      href="/connections/runs"
      className="mb-3 inline-flex items-center gap-1.5 rounded text-[0.8125rem] font-medium text-muted hover:text-ink"
    >
      <ArrowLeft aria-hidden className="size-4" />
      Refresh history
    </Link>
  );
}
