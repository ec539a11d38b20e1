import type { ReactNode } from "react";
import { PageHeading } from "@/components/states/page-heading";

export function ConnectionsHeading({ aside }: { aside?: ReactNode }) {
  return (
    <PageHeading title="Connections" aside={aside}>
      Your brokerages, each with the accounts that Plaid may read.
    </PageHeading>
  );
}
