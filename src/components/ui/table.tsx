import type { ComponentProps } from "react";
import { cn } from "./class-names";

/** A table that is always named: the caption is read to screen readers, the heading above it is for the eye. */
export function Table({ caption, className, children, ...props }: ComponentProps<"table"> & { caption: string }) {
  return (
    <table
      className={cn("w-full border-separate border-spacing-0 text-[0.8125rem] tabular-nums", className)}
      {...props}
    >
      <caption className="sr-only">{caption}</caption>
      {children}
    </table>
  );
}

export function TableHead({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn(
        "border-b border-line bg-surface px-2 py-2.5 text-left text-xs font-medium text-muted first:pl-4 last:pr-4",
        className,
      )}
      {...props}
    />
  );
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr className={cn("group/row", className)} {...props} />;
}

export function TableCell({ className, ...props }: ComponentProps<"td">) {
  return (
    <td
      className={cn(
        "border-b border-line px-2 py-2.5 align-middle first:pl-4 last:pr-4 group-hover/row:bg-sunken/50",
        className,
      )}
      {...props}
    />
  );
}
