import type { Metadata } from "next";
import Link from "next/link";
import { BrandMark } from "@/components/shell/brand";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-xl content-center px-6 py-16">
      <BrandMark className="size-10" />
      <h1 className="mt-6 text-2xl font-semibold tracking-tight">There is no such page</h1>
      <p className="mt-3 text-muted">The address may be mistyped, or the page has moved.</p>
      <p className="mt-6">
        <Link href="/" className="rounded font-medium text-accent hover:underline">
          Go to the overview
        </Link>
      </p>
    </main>
  );
}
