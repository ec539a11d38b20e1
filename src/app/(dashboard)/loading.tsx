import { OverviewSkeleton } from "@/components/portfolio/overview-skeleton";
import { PageHeading } from "@/components/states/page-heading";

export default function OverviewLoading() {
  return (
    <>
      <PageHeading title="Overview" />
      <OverviewSkeleton />
    </>
  );
}
