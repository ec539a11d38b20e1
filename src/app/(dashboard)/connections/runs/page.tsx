import type { Metadata } from "next";
import { prefetch } from "@/app/prefetch";
import { Hydrated } from "@/client/hydrated";
import { Runs } from "@/components/runs/runs";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Refresh history" };

export default async function RunsPage() {
  const state = await prefetch(({ refreshes }) => [refreshes.listRuns.prefetchInfinite({})]);
  return (
    <Hydrated state={state}>
      <Runs />
    </Hydrated>
  );
}
