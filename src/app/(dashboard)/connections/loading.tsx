import { ConnectionTabs } from "@/components/items/connection-tabs";
import { ConnectionsSkeleton } from "@/components/items/connections-skeleton";
import { PageHeading } from "@/components/states/page-heading";

export default function ConnectionsLoading() {
  return (
    <>
      <PageHeading title="Connections" />
      <ConnectionTabs />
      <ConnectionsSkeleton />
    </>
  );
}
