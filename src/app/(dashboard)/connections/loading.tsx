import { ConnectionTabs } from "@/components/items/connection-tabs";
import { ConnectionsHeading } from "@/components/items/connections-heading";
import { ConnectionsSkeleton } from "@/components/items/connections-skeleton";

export default function ConnectionsLoading() {
  return (
    <>
      <ConnectionsHeading />
      <ConnectionTabs isWaiting />
      <ConnectionsSkeleton />
    </>
  );
}
