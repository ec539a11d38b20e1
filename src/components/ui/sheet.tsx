"use client";

import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { buttonVariants } from "./button";

/**
 * A place beside the page for a closer look at one thing of it, or for a choice: at the right edge, on a phone at the bottom. Escape, the
 * backdrop and Close end it, and the focus goes back to where it was.
 */
export function Sheet({
  isOpen,
  onClose,
  title,
  description,
  children,
  footer,
}: {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
}) {
  const titleId = useId();
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-black/40 transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0 dark:bg-black/65" />
        <Dialog.Viewport className="fixed inset-0 z-50 flex items-end justify-end sm:items-stretch">
          <Dialog.Popup className="flex max-h-[88dvh] w-full flex-col rounded-t-2xl border border-line bg-raised shadow-raised outline-none transition-[opacity,transform] duration-200 sm:max-h-none sm:w-[29rem] sm:rounded-none sm:rounded-l-2xl sm:border-y-0 sm:border-r-0 data-ending-style:opacity-0 max-sm:data-ending-style:translate-y-6 sm:data-ending-style:translate-x-6 data-starting-style:opacity-0 max-sm:data-starting-style:translate-y-6 sm:data-starting-style:translate-x-6">
            <div className="flex items-start justify-between gap-3 border-b border-line px-5 py-4">
              <div className="min-w-0">
                <Dialog.Title id={titleId} className="text-lg font-semibold tracking-tight break-words">
                  {title}
                </Dialog.Title>
                {description && <Dialog.Description className="text-sm text-muted">{description}</Dialog.Description>}
              </div>
              <Dialog.Close aria-label="Close" className={buttonVariants({ variant: "ghost", size: "icon" })}>
                <X aria-hidden />
              </Dialog.Close>
            </div>
            {/* Scrolled by keys when it has the focus. */}
            <section
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is a stop of its own
              tabIndex={0}
              aria-labelledby={titleId}
              className="min-h-0 flex-1 overflow-y-auto overscroll-contain focus-visible:-outline-offset-2"
            >
              {children}
            </section>
            {footer && (
              <div className="border-t border-line px-5 py-4 pb-[max(1rem,env(safe-area-inset-bottom))]">{footer}</div>
            )}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
