import { cn } from "@/components/ui/class-names";

/** An account on one line, by its name and the end of its number: where there is little room the name is cut first. */
export function AccountName({ name, mask, className }: { name: string; mask: string | null; className?: string }) {
  const number = mask === null ? "" : `••${mask}`;
  return (
    <span className={cn("flex min-w-0 gap-[0.3em]", className)} title={`${name} ${number}`.trim()}>
      <span className="truncate">{name} </span>
      {number !== "" && <span className="max-w-1/2 shrink-0 truncate">{number}</span>}
    </span>
  );
}
