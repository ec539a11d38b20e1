import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const ROWS = ["a", "b", "c", "d", "e", "f"];

export function OverviewSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid gap-5">
        <Card className="p-6">
          <Skeleton className="h-4 w-24" />
          <Skeleton className="mt-3 h-9 w-64" />
          <div className="mt-6 flex gap-10 border-t border-line pt-4">
            <Skeleton className="h-10 w-28" />
            <Skeleton className="h-10 w-28" />
            <Skeleton className="h-10 w-40" />
          </div>
        </Card>
        <Card className="p-5">
          <Skeleton className="h-5 w-32" />
          {ROWS.map((row) => (
            <div key={row} className="mt-4 flex items-center gap-3">
              <Skeleton className="size-9 rounded-lg" />
              <Skeleton className="h-8 flex-1" />
            </div>
          ))}
        </Card>
      </div>
      <Card className="p-5">
        <Skeleton className="h-5 w-36" />
        <Skeleton className="mt-4 h-10" />
      </Card>
    </div>
  );
}
