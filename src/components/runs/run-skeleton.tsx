import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

/** One refresh: its brokerages, then its changes. */
export function RunSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="grid grid-cols-1 gap-5">
      <Card className="px-5 pt-4 pb-6">
        <Skeleton className="h-7 w-32" />
        <Skeleton className="mt-5 h-16" />
      </Card>
      <Card className="px-5 pt-4 pb-6">
        <Skeleton className="h-7 w-32" />
        {["a", "b", "c", "d"].map((row) => (
          <Skeleton key={row} className="mt-4 h-12" />
        ))}
      </Card>
    </div>
  );
}
