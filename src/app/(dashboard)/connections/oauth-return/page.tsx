import type { Metadata } from "next";
import { OauthReturn } from "@/components/link/oauth-return";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Back from your brokerage" };

export default function OauthReturnPage() {
  return <OauthReturn />;
}
