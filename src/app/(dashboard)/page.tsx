import type { Metadata } from "next";
import { prefetch } from "@/app/prefetch";
import { Hydrated } from "@/client/hydrated";
import { Overview } from "@/components/portfolio/overview";
import { parseRange } from "@/components/portfolio/overview-params";
import { ALL, parseScope, scopeText } from "@/domain/scope";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Overview" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OverviewPage({ searchParams }: Props) {
  const params = await searchParams;
  const read = (name: string) => [params[name]].flat()[0] ?? "";
  const scope = scopeText(parseScope(read("scope")) ?? ALL);
  const state = await prefetch(({ portfolio, items }) => [
    portfolio.overview.prefetch({ scope }),
    portfolio.history.prefetch({ scope, range: parseRange(read("range")) }),
    items.attention.prefetch(),
  ]);
  return (
    <Hydrated state={state}>
      <Overview />
    </Hydrated>
  );
}
