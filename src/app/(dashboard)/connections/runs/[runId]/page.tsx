import type { Metadata } from "next";
import { prefetch } from "@/app/prefetch";
import { Hydrated } from "@/client/hydrated";
import { RunDetail } from "@/components/runs/run-detail";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Refresh" };

export default async function RunPage({ params }: { params: Promise<{ runId: string }> }) {
  const { runId } = await params;
  const state = await prefetch(({ refreshes }) => [
    refreshes.getRun.prefetch({ runId }),
    refreshes.listChanges.prefetchInfinite({ runId }),
  ]);
  return (
    <Hydrated state={state}>
      <RunDetail runId={runId} />
    </Hydrated>
  );
}
