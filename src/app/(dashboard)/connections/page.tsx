import type { Metadata } from "next";
import { prefetch } from "@/app/prefetch";
import { Hydrated } from "@/client/hydrated";
import { Connections } from "@/components/items/connections";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Connections" };

export default async function ConnectionsPage() {
  const state = await prefetch(({ items }) => [items.attention.prefetch()]);
  return (
    <Hydrated state={state}>
      <Connections />
    </Hydrated>
  );
}
