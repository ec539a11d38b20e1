import type { Metadata } from "next";
import { prefetch } from "@/app/prefetch";
import { Hydrated } from "@/client/hydrated";
import { Security } from "@/components/security/security";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Security" };

type Props = {
  params: Promise<{ securityId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function SecurityPage({ params, searchParams }: Props) {
  const securityId = decodeURIComponent((await params).securityId);
  const scope = [(await searchParams).scope].flat()[0] ?? "";
  const state = await prefetch(({ portfolio }) => [portfolio.security.prefetch({ securityId, scope })]);
  return (
    <Hydrated state={state}>
      <Security securityId={securityId} />
    </Hydrated>
  );
}
