"use client";

import { Popover as BasePopover } from "@base-ui/react/popover";
import type { ReactNode } from "react";
import { type Handed, useTakenFocus } from "./opener";

export function OpenedPopover({
  trigger,
  standIn,
  isOpenAtOnce,
  title,
  children,
}: Handed & { title: string; children: ReactNode }) {
  const ref = useTakenFocus(standIn);
  return (
    <BasePopover.Root defaultOpen={isOpenAtOnce}>
      <BasePopover.Trigger ref={ref} render={trigger} />
      <BasePopover.Portal>
        <BasePopover.Positioner sideOffset={8} align="start" collisionPadding={12} className="z-50">
          <BasePopover.Popup className="w-80 max-w-[calc(100vw-1.5rem)] rounded-xl border border-line bg-raised p-4 text-sm shadow-raised transition-opacity outline-none data-ending-style:opacity-0 data-starting-style:opacity-0">
            <BasePopover.Title className="font-semibold tracking-tight">{title}</BasePopover.Title>
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
