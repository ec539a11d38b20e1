import { RunBackLink } from "@/components/runs/run-back-link";
import { RunSkeleton } from "@/components/runs/run-skeleton";
import { PageHeading } from "@/components/states/page-heading";

export default function RunLoading() {
  return (
    <>
      <RunBackLink />
      <PageHeading title="Refresh" />
      <RunSkeleton />
    </>
  );
}
