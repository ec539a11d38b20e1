"use client";

import type { ReactElement, ReactNode } from "react";
import { deferred } from "@/client/deferred";

export type ConfirmDialogProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  description: ReactNode;
  children?: ReactNode;
  actions: ReactNode;
};

const frame = deferred(() => import("./dialog-frame"));

/** A question that must be answered before anything else; Escape and Cancel leave everything as it is. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const module = frame.useModule(props.isOpen);
  return module && <module.DialogFrame {...props} />;
}

/** Among the actions of a dialog: `render` closes it. */
export function DialogClose({ render }: { render: ReactElement }) {
  const module = frame.useModule(true);
  return module && <module.FrameClose render={render} />;
}
