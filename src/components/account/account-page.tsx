import type { ReactNode } from "react";
import { BrandMark } from "@/components/shell/brand";

/** What the pages outside of the dashboard stand in. */
export function AccountPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-md content-center px-6 py-12">
      <BrandMark className="size-10" />
      <h1 className="mt-6 mb-4 text-2xl font-semibold tracking-tight">{title}</h1>
      {children}
    </main>
  );
}
