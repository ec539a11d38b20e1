import type { Metadata } from "next";
import { prefetch } from "@/app/prefetch";
import { Hydrated } from "@/client/hydrated";
import { Runs } from "@/components/runs/runs";
import { parseRunsParams } from "@/components/runs/runs-params";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Refresh history" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function RunsPage({ searchParams }: Props) {
  const params = await searchParams;
  const filter = parseRunsParams((name) => [params[name]].flat()[0] ?? null);
  const state = await prefetch(({ items, refreshes }) => [
    refreshes.listRuns.prefetchInfinite(filter),
    items.attention.prefetch(),
  ]);
  return (
    <Hydrated state={state}>
      <Runs />
    </Hydrated>
  );
}
