import { Landmark } from "lucide-react";
import { LinkButton } from "@/components/link/link-button";
import { EmptyState } from "./empty-state";

export function NoBrokerage() {
  return (
    <EmptyState icon={<Landmark aria-hidden />} title="Link your first brokerage" action={<LinkButton />}>
      You sign in at the brokerage through Plaid; your password never reaches this app. Holdings and up to 24 months of
      transactions are imported and kept here.
    </EmptyState>
  );
}
