import { AttentionHeading } from "@/components/attention/attention-heading";
import { AttentionSkeleton } from "@/components/attention/attention-skeleton";
import { ConnectionTabs } from "@/components/items/connection-tabs";

export default function AttentionLoading() {
  return (
    <>
      <AttentionHeading />
      <ConnectionTabs isWaiting />
      <AttentionSkeleton />
    </>
  );
}
