import type { ComponentProps, ReactNode } from "react";
import { cn } from "./class-names";

export function Card({ className, ...props }: ComponentProps<"section">) {
  return (
    <section className={cn("relative rounded-2xl border border-line bg-surface shadow-card", className)} {...props} />
  );
}

export function CardHeader({
  title,
  titleId,
  aside,
  className,
}: {
  title: string;
  titleId?: string;
  aside?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn("flex min-h-14 items-center justify-between gap-3 px-5 pt-4 pb-2", className)}>
      <h2 id={titleId} className="text-base font-semibold tracking-tight">
        {title}
      </h2>
      {aside}
    </div>
  );
}
