import type { ReactNode } from "react";
import { LinkProblemNotice } from "@/components/link/link-problem";
import { RefreshAnnouncer } from "@/components/refresh/refresh-announcer";
import { RefreshPanel } from "@/components/refresh/refresh-panel";
import { DemoBanner } from "./demo-banner";
import { BottomNavigation, SideNavigation } from "./navigation";
import { ScopeGate } from "./scope-gate";
import { ScopeStrip } from "./scope-strip";
import { Shortcuts } from "./shortcuts";
import { StatusStrips } from "./status-strips";
import { TopBar } from "./top-bar";

/** What every page of the dashboard stands in. */
export function Shell({ isDemo, children }: { isDemo: boolean; children: ReactNode }) {
  return (
    <div className="app-root">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-lg bg-accent px-4 py-2 text-sm font-medium text-accent-ink focus:translate-y-0"
      >
        Skip to content
      </a>
      <div className="lg:grid lg:grid-cols-[4.5rem_minmax(0,1fr)] min-[90rem]:grid-cols-[14rem_minmax(0,1fr)] print:block">
        <div className="hidden border-r border-line bg-surface lg:block print:hidden">
          <div className="sticky top-0 flex h-dvh flex-col px-3.5 py-5 min-[90rem]:px-4">
            <SideNavigation />
          </div>
        </div>
        <div className="flex min-h-dvh min-w-0 flex-col">
          {isDemo && <DemoBanner />}
          <TopBar hasAccount={!isDemo} />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-7xl flex-1 px-4 pt-5 pb-28 outline-none sm:px-6 lg:px-8 lg:pt-7 lg:pb-16"
          >
            <div className="grid grid-cols-1 gap-4 has-[>*]:mb-6 sm:has-[>[data-phone]:only-child]:mb-0">
              <LinkProblemNotice />
              <ScopeStrip />
              <StatusStrips />
              <RefreshPanel />
            </div>
            <RefreshAnnouncer />
            <ScopeGate>{children}</ScopeGate>
          </main>
        </div>
      </div>
      <BottomNavigation />
      <Shortcuts />
    </div>
  );
}
