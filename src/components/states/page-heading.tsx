import type { ReactNode } from "react";

/** The line below the title has its place before there is anything to say, so that nothing moves when there is. */
export function PageHeading({ title, children, aside }: { title: string; children?: ReactNode; aside?: ReactNode }) {
  return (
    <div className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        <div className="mt-1 min-h-5 text-sm text-muted">{children}</div>
      </div>
      {aside}
    </div>
  );
}
