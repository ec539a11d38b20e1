import { SecuritySkeleton } from "@/components/security/security-skeleton";
import { PageHeading } from "@/components/states/page-heading";

export default function SecurityLoading() {
  return (
    <>
      <PageHeading title="Security" />
      <SecuritySkeleton />
    </>
  );
}
