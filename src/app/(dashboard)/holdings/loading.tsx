import { HoldingsSkeleton } from "@/components/holdings/holdings-skeleton";
import { PageHeading } from "@/components/states/page-heading";

export default function HoldingsLoading() {
  return (
    <>
      <PageHeading title="Holdings" />
      <HoldingsSkeleton />
    </>
  );
}
