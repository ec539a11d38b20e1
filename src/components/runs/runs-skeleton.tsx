import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

export function RunsSkeleton() {
  return (
    <Card role="status" aria-label="Loading" className="divide-y divide-line">
      {["a", "b", "c", "d", "e"].map((row) => (
        <div key={row} className="px-5 py-4">
          <Skeleton className="h-5" />
        </div>
      ))}
    </Card>
  );
}
