import { PageHeading } from "@/components/states/page-heading";

export function RunsHeading() {
  return (
    <PageHeading title="Refresh history">
      Every refresh of the last 90 days, whoever asked for it, with what it changed.
    </PageHeading>
  );
}
