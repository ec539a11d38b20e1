import type { Metadata } from "next";
import { prefetch } from "@/app/prefetch";
import { Hydrated } from "@/client/hydrated";
import { Overview } from "@/components/portfolio/overview";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const state = await prefetch(({ portfolio }) => [portfolio.overview.prefetch()]);
  return (
    <Hydrated state={state}>
      <Overview />
    </Hydrated>
  );
}
