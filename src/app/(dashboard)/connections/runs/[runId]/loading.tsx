import { RunsSkeleton } from "@/components/runs/runs-skeleton";
import { PageHeading } from "@/components/states/page-heading";

export default function RunLoading() {
  return (
    <>
      <PageHeading title="Refresh" />
      <RunsSkeleton />
    </>
  );
}
