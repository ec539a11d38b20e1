"use client";

import { Input as BaseInput } from "@base-ui/react/input";
import type { ComponentProps } from "react";
import { cn } from "./class-names";

export function Input({
  className,
  ...props
}: Omit<ComponentProps<typeof BaseInput>, "className"> & { className?: string }) {
  return (
    <BaseInput
      className={cn(
        "h-10 w-full rounded-lg border border-line-strong bg-surface px-3 text-base shadow-card placeholder:text-muted sm:text-sm",
        className,
      )}
      {...props}
    />
  );
}
