"use client";

import { Button as BaseButton } from "@base-ui/react/button";
import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./class-names";

export const buttonVariants = cva(
  "inline-flex shrink-0 items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap transition-colors select-none data-disabled:cursor-not-allowed data-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-accent text-accent-ink shadow-card not-data-disabled:hover:bg-accent-hover",
        secondary: "border border-line-strong bg-surface text-ink shadow-card not-data-disabled:hover:bg-sunken",
        ghost: "text-muted not-data-disabled:hover:bg-sunken not-data-disabled:hover:text-ink",
        danger: "bg-loss text-surface shadow-card not-data-disabled:hover:opacity-90",
        "danger-ghost": "text-loss not-data-disabled:hover:bg-loss-soft",
      },
      size: {
        md: "h-10 px-4 text-sm",
        sm: "h-9 px-3 text-[0.8125rem]",
        icon: "size-10 [&_svg]:size-[1.125rem]",
        "icon-sm": "size-8",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

/** Why a button cannot be pressed: on hover, focus and touch, beside it. */
const REASON_STYLE =
  "relative after:absolute after:top-full after:right-0 after:z-30 after:mt-1.5 after:hidden after:rounded-lg after:border after:border-line after:bg-raised after:px-3 after:py-2 after:text-xs after:font-normal after:text-ink after:shadow-raised after:content-[attr(data-reason)] hover:after:block focus-visible:after:block data-disabled:text-muted/60 data-disabled:opacity-100";

type ButtonProps = Omit<ComponentProps<typeof BaseButton>, "className"> &
  VariantProps<typeof buttonVariants> & {
    className?: string;
    /** Shows a spinner; the button keeps its focus and ignores clicks unless `isBusy` is only a sign (`busyIsClickable`). */
    isBusy?: boolean;
    busyIsClickable?: boolean;
    /** Disables the button, and says why to whoever comes to it. */
    disabledReason?: string | null;
  };

export function Button({
  variant,
  size,
  className,
  isBusy = false,
  busyIsClickable = false,
  disabled,
  disabledReason = null,
  children,
  ...props
}: ButtonProps) {
  return (
    <BaseButton
      className={cn(buttonVariants({ variant, size }), disabledReason && REASON_STYLE, className)}
      disabled={disabled || disabledReason !== null || (isBusy && !busyIsClickable)}
      focusableWhenDisabled={isBusy || disabledReason !== null}
      {...(disabledReason && { "data-reason": disabledReason, "aria-description": disabledReason })}
      {...props}
    >
      {isBusy && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </BaseButton>
  );
}
