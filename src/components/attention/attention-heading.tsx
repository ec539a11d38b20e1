import { PageHeading } from "@/components/states/page-heading";

export function AttentionHeading() {
  return (
    <PageHeading title="Needs attention">
      What is broken, old or left out, and what helps: the gravest first.
    </PageHeading>
  );
}
