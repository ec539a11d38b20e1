import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

export function ConnectionsSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="grid grid-cols-1 gap-5 md:grid-cols-2 2xl:grid-cols-3">
      {["a", "b"].map((card) => (
        <Card key={card}>
          <div className="flex gap-3.5 p-5 pb-4">
            <Skeleton className="size-11 rounded-xl" />
            <Skeleton className="h-12 flex-1" />
          </div>
          <div className="grid gap-4 px-5">
            <Skeleton className="h-14" />
            <Skeleton className="h-39" />
          </div>
          <div className="mt-4 flex gap-2 border-t border-line px-5 py-3">
            <Skeleton className="h-9 w-24" />
            <Skeleton className="h-9 w-32" />
          </div>
        </Card>
      ))}
    </div>
  );
}
