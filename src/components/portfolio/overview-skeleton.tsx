import { CHART_HEIGHT } from "@/components/charts/chart-size";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const ROWS = ["a", "b", "c", "d", "e", "f"];
const FIGURES = ["Total value", "Day change", "Unrealized gain"];

/** The shape of the page with one currency. */
export function OverviewSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="grid gap-5">
      <div className="grid gap-4 md:grid-cols-2 lg:grid-cols-3">
        {FIGURES.map((figure, index) => (
          <Card key={figure} className={index === 0 ? "min-h-40 p-5 md:max-lg:col-span-2" : "min-h-40 p-5"}>
            <Skeleton className="h-4 w-24" />
            <Skeleton className="mt-3 h-9 w-44" />
            <Skeleton className="mt-8 h-4 w-40" />
          </Card>
        ))}
      </div>
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <Card>
          <div className="flex min-h-14 items-center px-5 pt-4 pb-2">
            <Skeleton className="h-5 w-36" />
          </div>
          <div className="px-5 pb-2">
            <Skeleton className="h-9 w-64" />
          </div>
          <div className="px-5 pb-3" style={{ height: CHART_HEIGHT }}>
            <Skeleton className="size-full" />
          </div>
          <div className="px-5 pt-1 pb-4">
            <Skeleton className="h-4 w-72" />
          </div>
        </Card>
        <Card className="p-5">
          <Skeleton className="h-5 w-36" />
          {ROWS.map((row) => (
            <div key={row} className="mt-4 flex items-center gap-3">
              <Skeleton className="size-9 rounded-lg" />
              <Skeleton className="h-8 flex-1" />
            </div>
          ))}
        </Card>
      </div>
    </div>
  );
}
