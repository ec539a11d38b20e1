import type { Metadata } from "next";
import { Settings } from "@/components/settings/settings";
import { getEnv } from "@/server/platform/env";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Settings" };

export default function SettingsPage() {
  return <Settings isDemo={getEnv().mode === "demo"} />;
}
