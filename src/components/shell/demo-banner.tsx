import { FlaskConical } from "lucide-react";

export function DemoBanner() {
  return (
    <aside
      aria-label="Demo data"
      className="border-b border-line bg-accent-soft px-4 py-1.5 text-center text-xs text-ink sm:px-6"
    >
      <FlaskConical aria-hidden className="mr-1.5 inline size-3.5 align-[-2px] text-accent" />
      <strong className="font-semibold">Demo data.</strong> A local demo with simulated brokerages
      <span className="max-sm:hidden">; nothing here reaches Plaid or a bank</span>.
    </aside>
  );
}
