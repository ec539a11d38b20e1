import { ActivityHeading } from "@/components/activity/activity-heading";
import { ActivitySkeleton } from "@/components/activity/activity-skeleton";

export default function ActivityLoading() {
  return (
    <>
      <ActivityHeading />
      <ActivitySkeleton />
    </>
  );
}
