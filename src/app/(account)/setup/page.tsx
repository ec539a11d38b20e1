import type { Metadata } from "next";
import { canSiteHavePasskeys, requireLive } from "@/app/visitor";
import { LinkPage } from "@/components/account/link-page";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "First account" };

export default function SetupPage() {
  requireLive();
  return <LinkPage kind="setup" canHavePasskeys={canSiteHavePasskeys()} />;
}
