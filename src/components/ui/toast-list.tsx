"use client";

import { Toast } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect } from "react";
import type { Notice } from "./toast";

const manager = Toast.createToastManager();

const READING_TIME_MS = 8_000;

function show({ title, description, tone }: Notice): void {
  manager.add({
    id: `${tone}:${title}:${description ?? ""}`,
    title,
    description,
    type: tone,
    timeout: READING_TIME_MS,
    priority: tone === "error" ? "high" : "low",
  });
}

export function ToastList({ notices, onShown }: { notices: readonly Notice[]; onShown: () => void }) {
  // After the provider below has begun to listen: effects run from the inside out.
  useEffect(() => {
    if (notices.length === 0) return;
    for (const notice of notices) show(notice);
    onShown();
  }, [notices, onShown]);
  return (
    <Toast.Provider toastManager={manager}>
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-20 z-50 mx-auto flex max-w-sm flex-col gap-2 outline-none lg:right-6 lg:bottom-6 lg:left-auto lg:w-96 lg:max-w-none">
          <Rows />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Rows() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="rounded-xl border border-line bg-raised p-4 pr-12 shadow-raised transition-[opacity,transform] duration-200 data-ending-style:translate-y-2 data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex gap-3">
        {toast.type === "error" ? (
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-loss" />
        ) : (
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-gain" />
        )}
        <div className="min-w-0 text-sm">
          <Toast.Title className="font-medium" />
          <Toast.Description className="mt-0.5 text-muted" />
        </div>
        <Toast.Close
          aria-label="Dismiss"
          className="absolute top-3 right-3 grid size-7 place-items-center rounded-md text-muted hover:bg-sunken hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
