import { cn } from "@/components/ui/class-names";

/** An account on one line, by its name and the end of its number: where there is little room the name is cut, never the number. */
export function AccountName({ name, mask, className }: { name: string; mask: string | null; className?: string }) {
  return (
    <span className={cn("flex min-w-0 whitespace-pre", className)} title={name}>
      <span className="truncate">{name}</span>
      {mask !== null && <span className="shrink-0"> ••{mask}</span>}
    </span>
  );
}
