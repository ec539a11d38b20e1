import { cn } from "./ui/class-names";

/** Stands for a figure that the viewer chose not to show; its width tells nothing of the figure. */
export function HiddenAmount({ className }: { className?: string }) {
  return (
    <span className={cn("tracking-widest", className)}>
      <span aria-hidden>••••</span>
      <span className="sr-only">hidden</span>
    </span>
  );
}
