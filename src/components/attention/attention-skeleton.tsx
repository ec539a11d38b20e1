import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

export function AttentionSkeleton() {
  return (
    <Card role="status" aria-label="Loading" className="divide-y divide-line px-5">
      {["a", "b", "c"].map((row) => (
        <div key={row} className="flex gap-3.5 py-4">
          <Skeleton className="size-8 rounded-lg" />
          <Skeleton className="h-12 flex-1" />
        </div>
      ))}
    </Card>
  );
}
