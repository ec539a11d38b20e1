import { RefreshAllButton } from "@/components/refresh/refresh-all-button";
import { AmountsSwitch } from "./amounts-switch";
import { BrandLink } from "./brand";
import { FreshnessChip } from "./freshness-chip";
import { ScopeSelect } from "./scope-select";
import { SignOutButton } from "./sign-out-button";
import { ThemeSwitch } from "./theme-switch";

export function TopBar({ hasAccount }: { hasAccount: boolean }) {
  return (
    <header className="sticky top-0 z-20 flex h-16 items-center gap-1 border-b border-line bg-canvas/90 px-4 backdrop-blur-md sm:px-6 lg:px-8">
      <div className="shrink-0 lg:hidden">
        <BrandLink isCompact />
      </div>
      <div className="flex min-w-0 max-lg:mr-auto">
        <ScopeSelect />
      </div>
      <div className="ml-auto flex min-w-0 shrink-0 items-center gap-1">
        <FreshnessChip />
        <AmountsSwitch />
        <div className="max-sm:hidden">
          <ThemeSwitch />
        </div>
        {hasAccount && <SignOutButton />}
        <div className="ml-1.5 empty:hidden">
          <RefreshAllButton />
        </div>
      </div>
    </header>
  );
}
