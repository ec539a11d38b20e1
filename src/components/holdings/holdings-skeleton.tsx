import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];

export function HoldingsSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap gap-2.5">
        <Skeleton className="h-10 w-full sm:w-80" />
        <Skeleton className="h-10 flex-1 lg:ml-auto lg:w-70 lg:flex-none" />
        <Skeleton className="h-10 w-full sm:hidden" />
      </div>
      <Skeleton className="hidden h-[6.75rem] lg:block xl:h-15" />
      <Skeleton className="h-9 w-28" />
      <Card className="hidden divide-y divide-line lg:block">
        <div className="h-10" />
        {ROWS.map((row) => (
          <div key={row} className="flex h-14 items-center gap-4 px-4">
            <Skeleton className="size-9 rounded-lg" />
            <Skeleton className="h-5 flex-1" />
            <Skeleton className="h-5 w-28" />
          </div>
        ))}
      </Card>
      <div className="grid gap-3 lg:hidden">
        {ROWS.slice(0, 5).map((row) => (
          <Skeleton key={row} className="h-44 rounded-xl" />
        ))}
      </div>
    </div>
  );
}
