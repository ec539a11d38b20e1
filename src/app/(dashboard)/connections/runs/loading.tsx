import { ConnectionTabs } from "@/components/items/connection-tabs";
import { RunsSkeleton } from "@/components/runs/runs-skeleton";
import { PageHeading } from "@/components/states/page-heading";

export default function RunsLoading() {
  return (
    <>
      <PageHeading title="Refresh history" />
      <ConnectionTabs />
      <RunsSkeleton />
    </>
  );
}
