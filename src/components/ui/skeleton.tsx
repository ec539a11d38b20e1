import type { ComponentProps } from "react";
import { cn } from "./class-names";

/** A quiet stand-in with the geometry of what is to come; screen readers pass it by. */
export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return <div aria-hidden className={cn("animate-pulse rounded-md bg-sunken", className)} {...props} />;
}
