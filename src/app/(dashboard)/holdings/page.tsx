import type { Metadata } from "next";
import { prefetch } from "@/app/prefetch";
import { Hydrated } from "@/client/hydrated";
import { Holdings } from "@/components/holdings/holdings";
import { parseHoldingsParams } from "@/components/holdings/holdings-params";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Holdings" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function HoldingsPage({ searchParams }: Props) {
  const params = await searchParams;
  const asked = parseHoldingsParams((name) => [params[name]].flat()[0] ?? null);
  const state = await prefetch(({ portfolio }) => [portfolio.holdings.prefetchInfinite(asked)]);
  return (
    <Hydrated state={state}>
      <Holdings />
    </Hydrated>
  );
}
