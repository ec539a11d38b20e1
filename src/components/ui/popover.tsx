"use client";

import type { ComponentProps, ReactElement, ReactNode } from "react";
import { deferred } from "@/client/deferred";
import { Opener } from "./opener";

const popup = deferred(() => import("./popover-popup"));

/** More of what the trigger says, opened by a click and closed by Escape or a click elsewhere. */
export function Popover({
  trigger,
  title,
  children,
}: {
  trigger: ReactElement<ComponentProps<"button">>;
  title: string;
  children: ReactNode;
}) {
  return (
    <Opener code={popup} opens="dialog" trigger={trigger}>
      {({ OpenedPopover }, handed) => (
        <OpenedPopover {...handed} title={title}>
          {children}
        </OpenedPopover>
      )}
    </Opener>
  );
}
