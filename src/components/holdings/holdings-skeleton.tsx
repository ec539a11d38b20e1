import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h"];

export function HoldingsSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton className="mb-4 h-10 w-full sm:w-80" />
      <Card className="divide-y divide-line">
        {ROWS.map((row) => (
          <div key={row} className="flex items-center gap-4 px-5 py-3">
            <Skeleton className="size-9 rounded-lg" />
            <Skeleton className="h-5 flex-1" />
            <Skeleton className="h-5 w-28" />
          </div>
        ))}
      </Card>
    </div>
  );
}
