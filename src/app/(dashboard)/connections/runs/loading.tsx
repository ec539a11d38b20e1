import { ConnectionTabs } from "@/components/items/connection-tabs";
import { RunsHeading } from "@/components/runs/runs-heading";
import { RunsFiltersSkeleton, RunsSkeleton } from "@/components/runs/runs-skeleton";

export default function RunsLoading() {
  return (
    <>
      <RunsHeading />
      <ConnectionTabs isWaiting />
      <RunsFiltersSkeleton />
      <RunsSkeleton />
    </>
  );
}
