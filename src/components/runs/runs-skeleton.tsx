import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];

export function RunsSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <Card className="hidden lg:block">
        <div className="h-10 border-b border-line" />
        {ROWS.map((row) => (
          <div key={row} className="flex h-11 items-center border-b border-line px-4 last:border-0">
            <Skeleton className="h-5 w-full" />
          </div>
        ))}
      </Card>
      <div className="grid gap-3 md:grid-cols-2 lg:hidden">
        {ROWS.map((row) => (
          <Skeleton key={row} className="h-36 rounded-xl" />
        ))}
      </div>
    </div>
  );
}

/** The place of the filters above them. */
export function RunsFiltersSkeleton() {
  return (
    <div className="mb-5 flex flex-wrap items-end gap-3">
      <Skeleton className="h-15 min-w-36 flex-1 sm:max-w-48" />
      <Skeleton className="h-15 min-w-36 flex-1 sm:max-w-48" />
      <Skeleton className="ml-auto h-10 w-40" />
    </div>
  );
}
