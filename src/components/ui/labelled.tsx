import { type ReactNode, useId } from "react";
import { cn } from "./class-names";

/** A field with its label above; the field takes the id that it is handed. */
export function Labelled({
  label,
  className,
  children,
}: {
  label: string;
  className?: string | undefined;
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className={cn("min-w-0", className)}>
      <label htmlFor={id} className="mb-1 block text-xs font-medium text-muted">
        {label}
      </label>
      {children(id)}
    </div>
  );
}
