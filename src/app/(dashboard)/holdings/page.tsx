import type { Metadata } from "next";
import { prefetch } from "@/app/prefetch";
import { Hydrated } from "@/client/hydrated";
import { Holdings } from "@/components/holdings/holdings";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Holdings" };

export default async function HoldingsPage() {
  const state = await prefetch(({ portfolio }) => [portfolio.holdings.prefetch()]);
  return (
    <Hydrated state={state}>
      <Holdings />
    </Hydrated>
  );
}
