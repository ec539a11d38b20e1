import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];

export function ActivitySkeleton() {
  return (
    <div role="status" aria-label="Loading" className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <Skeleton className="h-10 w-full sm:w-80" />
        <Skeleton className="h-10 w-24 lg:hidden" />
      </div>
      <Skeleton className="hidden h-15 lg:block" />
      <Skeleton className="h-10 w-full" />
      <Card className="divide-y divide-line">
        {ROWS.map((row) => (
          <div key={row} className="flex h-14.5 items-center gap-4 px-4">
            <Skeleton className="h-5 w-24" />
            <Skeleton className="h-5 flex-1" />
            <Skeleton className="h-5 w-28" />
          </div>
        ))}
      </Card>
    </div>
  );
}
