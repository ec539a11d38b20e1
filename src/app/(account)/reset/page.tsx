import type { Metadata } from "next";
import { canSiteHavePasskeys, requireLive } from "@/app/visitor";
import { LinkPage } from "@/components/account/link-page";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "New password" };

export default function ResetPage() {
  requireLive();
  return <LinkPage kind="reset" canHavePasskeys={canSiteHavePasskeys()} />;
}
