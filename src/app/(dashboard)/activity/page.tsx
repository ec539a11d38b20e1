import type { Metadata } from "next";
import { prefetch } from "@/app/prefetch";
import { Hydrated } from "@/client/hydrated";
import { Activity } from "@/components/activity/activity";
import { parseActivityParams } from "@/components/activity/activity-params";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Activity" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ActivityPage({ searchParams }: Props) {
  const params = await searchParams;
  const filter = parseActivityParams((name) => [params[name]].flat()[0] ?? null);
  const state = await prefetch(({ portfolio }) => [portfolio.activity.prefetchInfinite(filter)]);
  return (
    <Hydrated state={state}>
      <Activity />
    </Hydrated>
  );
}
