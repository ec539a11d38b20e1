import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

export function ConnectionsSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="grid gap-5 md:grid-cols-2 2xl:grid-cols-3">
      {["a", "b"].map((card) => (
        <Card key={card} className="p-5">
          <div className="flex gap-3.5">
            <Skeleton className="size-11 rounded-xl" />
            <Skeleton className="h-11 flex-1" />
          </div>
          <Skeleton className="mt-5 h-24" />
          <Skeleton className="mt-4 h-16" />
        </Card>
      ))}
    </div>
  );
}
