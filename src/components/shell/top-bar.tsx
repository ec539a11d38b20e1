import { RefreshAllButton } from "@/components/refresh/refresh-all-button";
import { AmountsSwitch } from "./amounts-switch";
import { BrandLink } from "./brand";
import { FreshnessChip } from "./freshness-chip";
import { ThemeSwitch } from "./theme-switch";

export function TopBar() {
  return (
    <header className="sticky top-0 z-20 flex h-16 items-center gap-1 border-b border-line bg-canvas/90 px-4 backdrop-blur-md sm:px-6 lg:px-8">
      <div className="mr-auto lg:hidden">
        <BrandLink isCompact />
      </div>
      <div className="ml-auto flex min-w-0 items-center gap-1">
        <FreshnessChip />
        <AmountsSwitch />
        <ThemeSwitch />
        <div className="ml-1.5 empty:hidden">
          <RefreshAllButton />
        </div>
      </div>
    </header>
  );
}
