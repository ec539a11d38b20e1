import type { Metadata } from "next";
import { prefetch } from "@/app/prefetch";
import { Hydrated } from "@/client/hydrated";
import { Attention } from "@/components/attention/attention";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Needs attention" };

export default async function AttentionPage() {
  const state = await prefetch(({ items }) => [items.attention.prefetch()]);
  return (
    <Hydrated state={state}>
      <Attention />
    </Hydrated>
  );
}
