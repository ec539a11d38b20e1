import { PageHeading } from "@/components/states/page-heading";

/** Plaid's amounts are positive when money goes out; people read them the other way round. */
export function ActivityHeading() {
  return (
    <PageHeading title="Activity">
      Every transaction of the accounts shown. <span className="whitespace-nowrap">+ is money in,</span>{" "}
      <span className="whitespace-nowrap">− is money out.</span>
    </PageHeading>
  );
}
