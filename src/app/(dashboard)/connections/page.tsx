import type { Metadata } from "next";
import { Connections } from "@/components/items/connections";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Connections" };

export default function ConnectionsPage() {
  return <Connections />;
}
