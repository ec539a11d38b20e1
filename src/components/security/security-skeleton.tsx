import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

export function SecuritySkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading"
      className="grid grid-cols-1 gap-5 xl:grid-cols-[minmax(0,1fr)_19rem] xl:items-start"
    >
      <div className="grid grid-cols-1 gap-5">
        <Card className="p-5 sm:p-6">
          <Skeleton className="h-44" />
        </Card>
        <Card className="p-5">
          <Skeleton className="h-28" />
        </Card>
        <Card className="p-5">
          <Skeleton className="h-80" />
        </Card>
      </div>
      <Card className="p-5">
        <Skeleton className="h-56" />
      </Card>
    </div>
  );
}
