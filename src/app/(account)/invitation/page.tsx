import type { Metadata } from "next";
import { canSiteHavePasskeys, requireLive } from "@/app/visitor";
import { LinkPage } from "@/components/account/link-page";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Your account" };

export default function InvitationPage() {
  requireLive();
  return <LinkPage kind="invitation" canHavePasskeys={canSiteHavePasskeys()} />;
}
